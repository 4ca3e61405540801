import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { recordAgreedMonthlyFees } from '../../../customers/record-dated-facts.ts'
import { feeEntry } from '../../../importing/customer-entries.ts'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import type { Write } from '../../writing/written.ts'
import { addFact } from './add-fact.ts'
import { addRoute, factSchema, listRoute, noteInput } from './fact-routes.ts'
import { factSheetOf } from './fact-sheet-of.ts'
import { pageOfFacts } from './page-of-facts.ts'

/** Agreed monthly fees, which win over the table (R3). */
export function agreedFeeRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...list, middleware: authenticate('read') }, async (context) => {
    const { id } = context.req.valid('param')
    requireCustomer(context.get('apiKey'), id)
    const { agreedMonthlyFee } = await factSheetOf(db, id)
    return context.json(pageOfFacts(agreedMonthlyFee, context.req.valid('query')), 200)
  })
  app.openapi({ ...add, middleware: authenticate('operate') }, async (context) => {
    const { id: customer } = context.req.valid('param')
    const { note, from, fee: value } = context.req.valid('json')
    const { body, status } = await addFact(
      write,
      context,
      { id: customer, note },
      (sheet) => sheet.agreedMonthlyFee,
      (tx, attribution) => recordAgreedMonthlyFees(tx, [{ customer, from, value }], attribution),
    )
    return context.json(body, status)
  })
}

const fact = factSchema.extend({ fee: z.string().nullable() }).openapi('AgreedMonthlyFee')
const path = '/v1/customers/{id}/agreed-fees'
const list = listRoute(path, { summary: "A customer's agreed monthly fees", fact })
const add = addRoute(path, {
  summary: 'An agreed monthly fee in euros, from a month on; null ends it',
  body: feeEntry
    .omit({ recordedAt: true })
    .extend({ note: noteInput })
    .openapi({ example: { from: '2026-05', fee: '450.00' } }),
  answer: fact,
})
