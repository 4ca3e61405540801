import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { recordServiceTerms } from '../../../customers/record-service-terms.ts'
import { termsEntry } from '../../../importing/customer-entries.ts'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import type { Write } from '../../writing/written.ts'
import { addFact } from './add-fact.ts'
import { addRoute, factSchema, listRoute, noteInput } from './fact-routes.ts'
import { factSheetOf } from './fact-sheet-of.ts'
import { pageOfFacts } from './page-of-facts.ts'

/** Service terms: the pricing model and the service package, from a month on (R1). */
export function termsRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...list, middleware: authenticate('read') }, async (context) => {
    const { id } = context.req.valid('param')
    requireCustomer(context.get('apiKey'), id)
    return context.json(pageOfFacts((await factSheetOf(db, id)).terms, context.req.valid('query')), 200)
  })
  app.openapi({ ...add, middleware: authenticate('operate') }, async (context) => {
    const { id: customer } = context.req.valid('param')
    const { note, from, pricingModel, package: servicePackage, storeDate = null } = context.req.valid('json')
    const terms = [{ customer, from, value: { pricingModel, servicePackage }, storeDate }]
    const { body, status } = await addFact(
      write,
      context,
      { id: customer, note },
      (sheet) => sheet.terms,
      (tx, attribution) => recordServiceTerms(tx, terms, attribution),
    )
    return context.json(body, status)
  })
}

const fact = factSchema
  .extend({ pricingModel: z.string(), servicePackage: z.string() })
  .openapi('ServiceTerms')
const path = '/v1/customers/{id}/terms'
const list = listRoute(path, { summary: "A customer's service terms", fact })
const add = addRoute(path, {
  summary: 'A Store change: the pricing model or the service package, from an open month on',
  body: termsEntry
    .omit({ recordedAt: true })
    .extend({ note: noteInput })
    .openapi({ example: { from: '2026-05', pricingModel: 'package', package: 'premium' } }),
  answer: fact,
})
