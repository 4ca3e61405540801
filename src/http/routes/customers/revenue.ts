import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { monthOf, nextMonth } from '../../../../rules/billing-month.ts'
import { recordRevenueReports } from '../../../customers/record-dated-facts.ts'
import { revenueEntry } from '../../../importing/customer-entries.ts'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import type { Write } from '../../writing/written.ts'
import { addFact } from './add-fact.ts'
import { addRoute, factSchema, listRoute, noteInput } from './fact-routes.ts'
import { factSheetOf } from './fact-sheet-of.ts'
import { pageOfFacts } from './page-of-facts.ts'

/** Revenue reports, from the month after they are reported unless they name another (R3). */
export function revenueRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...list, middleware: authenticate('read') }, async (context) => {
    const { id } = context.req.valid('param')
    requireCustomer(context.get('apiKey'), id)
    return context.json(pageOfFacts((await factSheetOf(db, id)).revenue, context.req.valid('query')), 200)
  })
  app.openapi({ ...add, middleware: authenticate('operate') }, async (context) => {
    const { id: customer } = context.req.valid('param')
    const { note, from, eur: value } = context.req.valid('json')
    const { body, status } = await addFact(
      write,
      context,
      { id: customer, note },
      (sheet) => sheet.revenue,
      (tx, attribution) => {
        const holdsFrom = from ?? nextMonth(monthOf(attribution.recordedAt))
        return recordRevenueReports(tx, [{ customer, from: holdsFrom, value }], attribution)
      },
    )
    return context.json(body, status)
  })
}

const fact = factSchema.extend({ eur: z.string() }).openapi('RevenueReport')
const path = '/v1/customers/{id}/revenue'
const list = listRoute(path, { summary: "A customer's revenue reports, in euros a year", fact })
const add = addRoute(path, {
  summary: 'A revenue report; without `from` it holds from the month after this one',
  body: revenueEntry.in
    .omit({ recordedAt: true })
    .extend({ note: noteInput })
    .openapi({ example: { from: '2026-05', eur: '350000', note: 'accounts of 2025' } }),
  answer: fact,
})
