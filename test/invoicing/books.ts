// Small books to report on and to read documents from: one call per thing that happens.
import { billingMonth } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import type { ServiceTerms } from '../../rules/package-eligibility.ts'
import type { PriceList } from '../../rules/price-list.ts'
import type { VatTreatment } from '../../rules/vat.ts'
import { recordAccessChanges } from '../../src/access/record-access-changes.ts'
import { recordCustomers } from '../../src/customers/record-customers.ts'
import { recordRevenueReports, recordVatTreatments } from '../../src/customers/record-dated-facts.ts'
import { recordServiceTerms } from '../../src/customers/record-service-terms.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Attribution } from '../../src/database/attribution.ts'
import type { Database } from '../../src/database/client.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { runInvoices } from '../../src/invoicing/run-invoices.ts'
import { recordPriceList } from '../../src/prices/record-price-list.ts'
import { readApiCallEvent } from '../../src/usage/api-call-event.ts'
import type { EventAnswer } from '../../src/usage/event-answer.ts'
import { recordEvents } from '../../src/usage/record-events.ts'
import { instant, sampleList, separateBasic } from '../rules/examples.ts'

/** The clerk, at an instant such as `2026-04-03T08:00:00+03:00`. */
export function clerk(at: string, note: string | null = null): Attribution {
  return { recordedAt: instant(at), recordedBy: 'clerk', note }
}

const beginning = '2026-01-01T00:00:00+02:00'

export async function openBooks(db: Database, list: PriceList = sampleList): Promise<void> {
  await atomically(db, (tx) => recordPriceList(tx, list, clerk(beginning)))
}

export interface TestCustomer {
  readonly id: string
  /** The first month of its facts; `2026-01` unless given. */
  readonly from?: string
  readonly name?: string
  readonly businessId?: string
  readonly vatNumber?: string
  readonly terms?: ServiceTerms
  readonly vat?: VatTreatment
  /** Euros a year; null: never reported. */
  readonly revenue?: number | null
  /** When the API was opened and closed, in turn. */
  readonly api?: readonly string[]
}

export async function addCustomer(db: Database, customer: TestCustomer): Promise<void> {
  const { id, revenue = 350_000, api = [] } = customer
  const from = billingMonth(customer.from ?? '2026-01')
  const attribution = clerk(beginning)
  await atomically(db, async (tx) => {
    const [businessId, vatNumber] = [customer.businessId ?? null, customer.vatNumber ?? null]
    await recordCustomers(
      tx,
      [{ customer: id, name: customer.name ?? id, businessId, vatNumber }],
      attribution,
    )
    const terms = customer.terms ?? separateBasic
    await recordServiceTerms(tx, [{ customer: id, from, value: terms, storeDate: null }], attribution)
    if (customer.vat !== undefined)
      await recordVatTreatments(tx, [{ customer: id, from, value: customer.vat }], attribution)
    if (revenue !== null)
      await recordRevenueReports(tx, [{ customer: id, from, value: decimal(revenue) }], attribution)
  })
  for (const [index, at] of api.entries()) await changeAccess(db, id, at, index % 2 === 0)
}

async function changeAccess(db: Database, customer: string, at: string, open: boolean): Promise<void> {
  await atomically(db, (tx) => recordAccessChanges(tx, [{ customer, at: instant(at), open }], clerk(at)))
}

/** A new revenue, in euros a year, from a month on. */
export async function reportRevenue(
  db: Database,
  customer: string,
  from: string,
  eur: number,
  recordedAt: string,
): Promise<void> {
  const fact = { customer, from: billingMonth(from), value: decimal(eur) }
  await atomically(db, (tx) => recordRevenueReports(tx, [fact], clerk(recordedAt)))
}

/** A POST to purchaseinvoice.nv that succeeded, with what the test changes; recorded when it is made, unless said. */
export interface TestEvent {
  readonly id: string
  readonly customer: string
  readonly at: string
  readonly recordedAt?: string
  readonly [field: string]: unknown
}

/** Records events as one batch each; every one must be taken. */
export async function call(db: Database, ...events: readonly TestEvent[]): Promise<readonly EventAnswer[]> {
  const answers: EventAnswer[] = []
  for (const { recordedAt, ...body } of events) {
    const native = { resource: 'purchaseinvoice.nv', method: 'POST', outcome: 'ok', ...body }
    const read = readApiCallEvent(native)
    if (read.kind === 'malformed') throw new Error(read.reason)
    const attribution = clerk(recordedAt ?? body.at)
    const received = { event: read.event, receivedAt: attribution.recordedAt, backfill: true }
    answers.push(...(await recordEvents(db, [received], attribution)))
  }
  const refused = answers.find(({ kind }) => kind !== 'recorded')
  if (refused !== undefined) throw new Error(JSON.stringify(refused))
  return answers
}

export async function closeAndRun(db: Database, month: string, at: string): Promise<void> {
  await closeMonth(db, billingMonth(month), clerk(at))
  await runInvoices(db, billingMonth(month), { allowSample: true }, clerk(at))
}

/** The worked example of the rules: Esimerkki Oy's March and April 2026, up to the end of `lastMonth`. */
export async function workedExample(
  db: Database,
  lastMonth: '2026-03' | '2026-04' = '2026-04',
): Promise<void> {
  await openBooks(db)
  await addCustomer(db, { id: 'c1', name: 'Esimerkki Oy', businessId: '1967543-8' })
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  await changeAccess(db, 'c1', '2026-03-03T09:00:00+02:00', true)
  await call(
    db,
    { id: 'e1', customer: 'c1', outcome: 'failed', at: '2026-03-05T10:00:00+02:00' },
    {
      id: 'e2',
      customer: 'c1',
      resource: 'PurchaseInvoice.nv',
      quantity: 120,
      at: '2026-03-10T10:00:00+02:00',
    },
  )
  await changeAccess(db, 'c1', '2026-04-02T09:00:00+03:00', false)
  await closeAndRun(db, '2026-03', '2026-04-03T08:00:00+03:00')
  if (lastMonth === '2026-04') await closeAndRun(db, '2026-04', '2026-05-04T08:00:00+03:00')
}
