import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { recordManualCharge } from '../../../customers/manual-charges.ts'
import { invoiceChangesJson } from '../../../explaining/invoice-changes-json.ts'
import { manualChargeEntry } from '../../../importing/by-hand-entries.ts'
import { invoiceChanges } from '../../../invoicing/invoice-changes.ts'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import type { Write } from '../../writing/written.ts'
import { addRoute, factSchema, listRoute, noteInput } from './fact-routes.ts'
import { factSheetOf } from './fact-sheet-of.ts'
import { nextInvoicesSchema } from './next-invoices.ts'
import { pageOfFacts } from './page-of-facts.ts'

/** Charges and credits by hand (R8). */
export function manualChargeRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  { db }: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  app.openapi({ ...list, middleware: authenticate('read') }, async (context) => {
    const { id } = context.req.valid('param')
    requireCustomer(context.get('apiKey'), id)
    return context.json(
      pageOfFacts((await factSheetOf(db, id)).manualCharges, context.req.valid('query')),
      200,
    )
  })
  app.openapi({ ...add, middleware: authenticate('operate') }, async (context) => {
    const { id: customer } = context.req.valid('param')
    requireCustomer(context.get('apiKey'), customer)
    const { note, ...charge } = context.req.valid('json')
    const { body, status } = await write(context, { customer, note }, async (tx, attribution) => {
      await factSheetOf(tx, customer)
      const { made, changes } = await invoiceChanges(tx, customer, [charge.usageMonth], () =>
        recordManualCharge(tx, { customer, ...charge }, attribution),
      )
      const recorded = (await factSheetOf(tx, customer)).manualCharges.find(
        ({ factId }) => factId === made.factId,
      )
      if (recorded === undefined) throw new Error('broken invariant: a manual charge was not recorded')
      const answer = {
        ...recorded,
        charge: `manual:${made.factId}`,
        nextInvoices: invoiceChangesJson(changes),
      }
      return { status: 201, body: answer, before: null }
    })
    return context.json(body, status)
  })
}

const fact = factSchema
  .omit({ from: true })
  .extend({ usageMonth: z.string(), text: z.string(), net: z.string(), reason: z.string() })
  .openapi('ManualCharge')
const path = '/v1/customers/{id}/manual-charges'
const list = listRoute(path, { summary: "A customer's charges and credits by hand", fact })
const add = addRoute(path, {
  summary: 'A charge by hand, or with a negative net a credit: a line of its own, with VAT',
  body: manualChargeEntry
    .omit({ recordedAt: true })
    .extend({ note: noteInput })
    .openapi({
      example: {
        usageMonth: '2026-03',
        text: 'Credit for the outage',
        net: '-25.00',
        reason: 'ticket 4711',
      },
    }),
  answer: fact
    .extend({ charge: z.string(), nextInvoices: nextInvoicesSchema })
    .openapi('RecordedManualCharge'),
})
