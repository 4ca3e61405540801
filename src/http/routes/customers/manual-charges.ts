import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { recordManualCharge } from '../../../customers/manual-charges.ts'
import { invoiceChangesJson } from '../../../explaining/invoice-changes-json.ts'
import { manualChargeEntry } from '../../../importing/by-hand-entries.ts'
import { invoiceChanges } from '../../../invoicing/invoice-changes.ts'
import { manualCharge } from '../../answers/facts.ts'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import type { Write } from '../../writing/written.ts'
import { addRoute, noteInput } from './fact-routes.ts'
import { factSheetOf } from './fact-sheet-of.ts'
import { listFacts } from './list-facts.ts'
import { nextInvoicesSchema } from './next-invoices.ts'

/** Charges and credits by hand (R8). */
export function manualChargeRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  context: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  listFacts(app, context, authenticate, {
    path,
    all: 'ManualCharges',
    listed: "A customer's charges and credits by hand",
    fact: manualCharge,
    factsOf: (sheet) => sheet.manualCharges,
  })
  app.openapi({ ...add, ...authenticate('operate') }, async (request) => {
    const { id: customer } = request.req.valid('param')
    requireCustomer(request.get('apiKey'), customer)
    const { note, ...charge } = request.req.valid('json')
    const { body, status } = await write(request, { customer, note }, async (tx, attribution) => {
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
    return request.json(body, status)
  })
}

const path = '/v1/customers/{id}/manual-charges'
const add = addRoute(path, {
  operationId: 'addManualCharge',
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
  answer: manualCharge
    .extend({ charge: z.string().openapi({ example: 'manual:7' }), nextInvoices: nextInvoicesSchema })
    .openapi('RecordedManualCharge'),
})
