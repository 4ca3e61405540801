import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { customerPriceEntry } from '../../../importing/customer-entries.ts'
import { recordCustomerPrices } from '../../../prices/customer-prices.ts'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import type { Write } from '../../writing/written.ts'
import { addFact } from './add-fact.ts'
import { addRoute, factSchema, listRoute, noteInput } from './fact-routes.ts'
import { factSheetOf } from './fact-sheet-of.ts'
import { pageOfFacts } from './page-of-facts.ts'

/** The customer's own prices of resources with a transaction fee (R4). */
export function priceRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...list, middleware: authenticate('read') }, async (context) => {
    const { id } = context.req.valid('param')
    requireCustomer(context.get('apiKey'), id)
    const { transactionPrices } = await factSheetOf(db, id)
    return context.json(pageOfFacts(transactionPrices, context.req.valid('query')), 200)
  })
  app.openapi({ ...add, middleware: authenticate('operate') }, async (context) => {
    const { id: customer } = context.req.valid('param')
    const { note, from, resource, price } = context.req.valid('json')
    const { body, status } = await addFact(
      write,
      context,
      { id: customer, note },
      (sheet) => sheet.transactionPrices,
      (tx, attribution) => recordCustomerPrices(tx, [{ customer, from, resource, price }], attribution),
    )
    return context.json(body, status)
  })
}

const fact = factSchema
  .extend({ resource: z.string(), price: z.record(z.string(), z.unknown()).nullable() })
  .openapi('CustomerPrice')
const path = '/v1/customers/{id}/prices'
const list = listRoute(path, { summary: "A customer's own prices", fact })
const add = addRoute(path, {
  summary: 'A price of the customer for a resource, from a month on; null ends it',
  body: customerPriceEntry
    .omit({ recordedAt: true })
    .extend({ note: noteInput })
    .openapi({ example: { from: '2026-05', resource: 'escan.nv', price: { perUnit: '0.40', free: 10 } } }),
  answer: fact,
})
