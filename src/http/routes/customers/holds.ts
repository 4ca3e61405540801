import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { heldPeriods } from '../../../customers/held-periods.ts'
import { loadClerkHolds } from '../../../customers/load-series.ts'
import { recordClerkHolds } from '../../../customers/record-clerk-holds.ts'
import type { Database } from '../../../database/client.ts'
import { invoiceChangesJson } from '../../../explaining/invoice-changes-json.ts'
import { clerkHoldEntry } from '../../../importing/by-hand-entries.ts'
import { invoiceChanges } from '../../../invoicing/invoice-changes.ts'
import { clerkHold } from '../../answers/facts.ts'
import { monthText } from '../../answers/values.ts'
import type { Authenticate } from '../../authenticate.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpContext, HttpEnvironment } from '../../http-environment.ts'
import type { Write } from '../../writing/written.ts'
import { addRoute, noteInput } from './fact-routes.ts'
import { factSheetOf } from './fact-sheet-of.ts'
import { listFacts } from './list-facts.ts'
import { nextInvoicesSchema } from './next-invoices.ts'

/** A clerk's holds and releases (R6). */
export function holdRoutes(
  app: OpenAPIHono<HttpEnvironment>,
  context: HttpContext,
  authenticate: Authenticate,
  write: Write,
): void {
  listFacts(app, context, authenticate, {
    path,
    all: 'ClerkHolds',
    listed: "A clerk's holds and releases of a customer",
    fact: clerkHold,
    factsOf: (sheet) => sheet.clerkHolds,
  })
  app.openapi({ ...add, ...authenticate('operate') }, async (request) => {
    const { id: customer } = request.req.valid('param')
    requireCustomer(request.get('apiKey'), customer)
    const { note, from, held, reason } = request.req.valid('json')
    const { body, status } = await write(request, { customer, note }, async (tx, attribution) => {
      await factSheetOf(tx, customer)
      const before = await heldByClerk(tx, customer)
      const { changes } = await invoiceChanges(tx, customer, [from], () =>
        recordClerkHolds(tx, [{ customer, from, value: { held, reason } }], attribution),
      )
      const recorded = (await factSheetOf(tx, customer)).clerkHolds.at(-1)
      if (recorded === undefined) throw new Error('broken invariant: a hold was not recorded')
      const after = {
        heldByClerk: await heldByClerk(tx, customer),
        nextInvoices: invoiceChangesJson(changes),
      }
      return { status: 201, body: { ...recorded, ...after }, before }
    })
    return request.json(body, status)
  })
}

async function heldByClerk(tx: Database, customer: string) {
  return heldPeriods((await loadClerkHolds(tx, [customer])).get(customer) ?? [])
}

const path = '/v1/customers/{id}/holds'
const add = addRoute(path, {
  operationId: 'addClerkHold',
  summary: 'Holds a customer from a month on, or releases it: nothing of held months is billed',
  body: clerkHoldEntry
    .omit({ recordedAt: true })
    .extend({ note: noteInput })
    .openapi({ example: { from: '2026-03', held: true, reason: 'disputes the calls' } }),
  answer: clerkHold
    .extend({
      heldByClerk: z
        .array(z.object({ from: monthText, to: monthText.nullable().openapi({ example: null }) }))
        .readonly(),
      nextInvoices: nextInvoicesSchema,
    })
    .openapi('RecordedClerkHold'),
})
