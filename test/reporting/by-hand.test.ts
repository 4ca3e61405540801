// What was settled by hand, in every report: a customer with calls taken back in their own month and after it was
// billed, a charge and a credit by hand, and another customer on hold.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { formatMoney, moneyOf, sumOfMoney } from '../../rules/money.ts'
import { recordManualCharge } from '../../src/customers/manual-charges.ts'
import { recordClerkHolds } from '../../src/customers/record-clerk-holds.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { DatabasePool } from '../../src/database/client.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { loadRunTotals } from '../../src/invoicing/load-run-totals.ts'
import { previewInvoices } from '../../src/invoicing/preview-invoices.ts'
import { runInvoices } from '../../src/invoicing/run-invoices.ts'
import { loadFactSheets } from '../../src/reporting/customer-facts.ts'
import { revenueReport } from '../../src/reporting/revenue-report.ts'
import { unbilledReport } from '../../src/reporting/unbilled-report.ts'
import { usageReport } from '../../src/reporting/usage-report.ts'
import { findEvents } from '../../src/usage/find-events.ts'
import { retractEvents } from '../../src/usage/retract-events.ts'
import { rollUpUsage } from '../../src/usage/roll-up-usage.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, clerk, closeAndRun, openBooks } from '../invoicing/books.ts'

const [january, february] = [billingMonth('2026-01'), billingMonth('2026-02')]

let database: TestDatabase
let db: DatabasePool
let preview: Awaited<ReturnType<typeof previewInvoices>>
beforeAll(async () => {
  database = await testDatabase()
  db = database.runtime
  await openBooks(db)
  for (const id of ['c1', 'c2']) await addCustomer(db, { id, api: ['2026-01-02T09:00:00+02:00'] })
  await call(
    db,
    { id: 'kept', customer: 'c1', at: '2026-01-10T10:00:00+02:00' },
    { id: 'early', customer: 'c1', quantity: 2, at: '2026-01-11T10:00:00+02:00' },
    { id: 'late', customer: 'c1', quantity: 4, at: '2026-01-12T10:00:00+02:00' },
    { id: 'failed', customer: 'c1', outcome: 'failed', at: '2026-01-13T10:00:00+02:00' },
    { id: 'kept', customer: 'c2', quantity: 9, at: '2026-01-14T10:00:00+02:00' },
  )
  await rollUpUsage(db)
  await takeBack('2026-01-20T10:00:00+02:00', 'early', 'failed')
  await charge('100.00', 'Set-up', '2026-01-20T10:00:00+02:00')
  await charge('50.00', 'Training', '2026-01-20T10:00:00+02:00')
  await hold('2026-01', true, '2026-01-21T10:00:00+02:00')
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await takeBack('2026-02-10T10:00:00+02:00', 'late')
  await charge('-30.00', 'Credit', '2026-02-10T10:00:00+02:00')
  await hold('2026-01', false, '2026-02-10T10:00:00+02:00')
  await call(db, { id: 'new', customer: 'c1', quantity: 6, at: '2026-02-11T10:00:00+02:00' })
  preview = await previewInvoices(db, february)
})
afterAll(() => database.drop())

async function takeBack(at: string, ...ids: readonly string[]): Promise<void> {
  const found = await Promise.all(ids.map((id) => findEvents(db, { customer: 'c1', id })))
  await atomically(db, (tx) => retractEvents(tx, found.flat(), 'sent by mistake', clerk(at, 'mail of today')))
}

async function charge(net: string, text: string, at: string): Promise<void> {
  const fact = { customer: 'c1', usageMonth: january, text, net: moneyOf(net), reason: 'agreed' }
  await atomically(db, (tx) => recordManualCharge(tx, fact, clerk(at)))
}

async function hold(from: string, held: boolean, at: string): Promise<void> {
  const fact = { customer: 'c2', from: billingMonth(from), value: { held, reason: 'disputed' } }
  await atomically(db, (tx) => recordClerkHolds(tx, [fact], clerk(at)))
}

async function unbilled(): Promise<readonly string[]> {
  return (await unbilledReport(db)).map(
    ({ kind, postingMonth, usageMonth, events, quantity, customers }) =>
      `${kind} ${postingMonth.slice(5)}/${usageMonth.slice(5)} ${events} ${quantity.toFixed()} ${customers}`,
  )
}

test('what was taken back is unbilled under a kind of its own, and every recorded event is counted once', async () => {
  expect(await unbilled()).toEqual(['taken-back 01/01 3 7 1', 'held 01/01 1 9 1', 'month-open 02/02 1 6 1'])
  const rows = await unbilledReport(db)
  const [recorded] = await db.sql<{ count: number }[]>`select count(*)::int from events`
  const billed = ['kept of c1']
  expect(rows.reduce((sum, { events }) => sum + events, billed.length)).toBe(recorded?.count)
})

test('usage that was taken back is not shown, and a row without any left is not there', async () => {
  const rows = await usageReport(db, { from: january, to: february, interval: 'day', groupBy: ['outcome'] })
  expect(
    rows.map(({ period, outcome, events, quantity }) => [period, outcome, events, quantity.toFixed()]),
  ).toEqual([
    ['2026-01-10', 'ok', 1, '1'],
    ['2026-01-14', 'ok', 1, '9'],
    ['2026-02-11', 'ok', 1, '6'],
  ])
})

test('manual charges are one row in the totals of a run, which are those of its preview', async () => {
  await closeMonth(db, february, clerk('2026-03-02T08:00:00+02:00'))
  await runInvoices(db, february, { allowSample: true }, clerk('2026-03-02T08:00:00+02:00'))
  const totals = await loadRunTotals(db, february)
  expect(totals).toEqual(preview)
  expect(
    (await loadRunTotals(db, january)).charges.map(({ charge: key, lines, net }) => [
      key,
      lines,
      formatMoney(net),
    ]),
  ).toEqual([
    ['manual', 2, '150.00'],
    ['monthly-fee', 1, '39.00'],
    ['transaction-fee:purchaseinvoice.nv', 1, '1.25'],
  ])
})

test('revenue has manual charges as one kind, and adds up to the documents', async () => {
  const period = { from: january, to: february }
  const { rows: charges } = await revenueReport(db, { ...period, groupBy: ['month', 'charge', 'adjustment'] })
  const { rows: months } = await revenueReport(db, { ...period, groupBy: ['month'] })
  expect(
    charges
      .filter(({ charge: kind }) => kind === 'manual')
      .map(({ month, adjustment, documents, lines, net }) => [
        month,
        adjustment,
        documents,
        lines,
        formatMoney(net),
      ]),
  ).toEqual([
    ['2026-01', false, 1, 2, '150.00'],
    ['2026-02', true, 1, 1, '-30.00'],
  ])
  for (const { month, net } of months)
    expect(sumOfMoney(charges.filter((row) => row.month === month).map((row) => row.net))).toEqual(net)
  expect(await unbilled()).toEqual(['taken-back 01/01 3 7 1'])
})

test("a customer's facts say who recorded them, when and why, what was taken back too", async () => {
  const [one, two] = await loadFactSheets(db, ['c1', 'c2'])
  expect(one?.retractions).toMatchObject([
    {
      usageMonth: '2026-01',
      postedIn: '2026-01',
      events: 2,
      firstIds: ['early', 'failed'],
      reason: 'sent by mistake',
      recordedBy: 'clerk',
      note: 'mail of today',
    },
    { usageMonth: '2026-01', postedIn: '2026-02', events: 1, firstIds: ['late'] },
  ])
  expect(one?.manualCharges.map(({ factId }) => one.attributionOf('manual-charge', factId))).toEqual([
    clerk('2026-01-20T10:00:00+02:00'),
    clerk('2026-01-20T10:00:00+02:00'),
    clerk('2026-02-10T10:00:00+02:00'),
  ])
  expect(two?.clerkHolds.map(({ factId }) => two.attributionOf('clerk-hold', factId))).toEqual([
    clerk('2026-01-21T10:00:00+02:00'),
    clerk('2026-02-10T10:00:00+02:00'),
  ])
  expect(two?.attributionOf('access', 1)).toEqual(clerk('2026-01-02T09:00:00+02:00'))
})
