import { afterAll, beforeAll, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { formatMoney, sumOfMoney } from '../../rules/money.ts'
import { revenueDimensions, type RevenueDimension } from '../../src/reporting/revenue-question.ts'
import { revenueReport, type RevenueReport } from '../../src/reporting/revenue-report.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { call, closeAndRun, reportRevenue } from '../invoicing/books.ts'
import { aprilIssued, marchIssued, mayClosed, mayIssued } from './story.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  const db = database.runtime
  await marchIssued(db)
  await aprilIssued(db)
  await mayClosed(db)
  await mayIssued(db)
  // June: c1's revenue of every month is corrected downwards, which outweighs June itself: a credit note.
  await reportRevenue(db, 'c1', '2026-03', 100_000, '2026-06-10T10:00:00+03:00')
  await call(db, { id: 'last', customer: 'c2', at: '2026-06-11T10:00:00+03:00' })
  await closeAndRun(db, '2026-06', '2026-07-03T08:00:00+03:00')
})
afterAll(() => database.drop())

const period = { from: billingMonth('2026-01'), to: billingMonth('2026-12') }

/** `month charge: net`, whatever is asked for. */
async function revenue(...groupBy: readonly RevenueDimension[]): Promise<readonly string[]> {
  const { rows } = await revenueReport(database.runtime, { ...period, groupBy })
  return rows.map((row) => `${groupBy.map((each) => String(row[each])).join(' ')}: ${formatMoney(row.net)}`)
}

test("a month's lines stand by charge, adjustments apart", async () => {
  const { rows } = await revenueReport(database.runtime, {
    ...period,
    groupBy: ['month', 'charge', 'adjustment'],
  })
  expect(
    rows.map(
      ({ month, charge, adjustment, documents, creditNotes, lines, quantity, net }) =>
        `${month} ${charge}${adjustment === true ? ' (adjustment)' : ''}: ${documents} ${creditNotes} ${lines} ${quantity.toFixed()} ${formatMoney(net)}`,
    ),
  ).toEqual([
    '2026-03 monthly-fee: 1 0 1 1 39.00',
    '2026-03 transaction-fee:purchaseinvoice.nv: 1 0 1 10 2.50',
    '2026-04 monthly-fee: 1 0 1 1 39.00',
    '2026-04 transaction-fee:purchaseinvoice.nv (adjustment): 1 0 1 2 0.50',
    '2026-05 monthly-fee: 2 0 2 2 78.00',
    '2026-05 transaction-fee:purchaseinvoice.nv: 2 0 2 2 0.50',
    '2026-05 monthly-fee (adjustment): 1 0 2 2 78.00',
    '2026-05 transaction-fee:purchaseinvoice.nv (adjustment): 1 0 2 7 1.75',
    '2026-06 monthly-fee: 2 1 2 2 58.00',
    '2026-06 transaction-fee:purchaseinvoice.nv: 2 1 2 2 0.50',
    '2026-06 monthly-fee (adjustment): 1 1 3 0 -60.00',
  ])
})

test("a month's totals are those of its documents, credit notes taken off", async () => {
  const { rows, total } = await revenueReport(database.runtime, { ...period, groupBy: ['month'] })
  expect(rows.map(amountsOf)).toEqual([
    '2026-03: 1 0 41.50 10.58 52.08',
    '2026-04: 1 0 39.50 10.07 49.57',
    '2026-05: 2 0 158.25 40.36 198.61',
    '2026-06: 2 1 -1.50 -0.38 -1.88',
  ])
  expect(amountsOf(total)).toBe(': 6 1 237.75 60.63 298.38')
})

function amountsOf({
  month = '',
  documents,
  creditNotes,
  ...row
}: RevenueReport['rows'][number] | (RevenueReport['total'] & { readonly month?: string })) {
  const amounts = [row.net, row.vat, row.gross].map((each) => (each === undefined ? '' : formatMoney(each)))
  return `${month}: ${documents} ${creditNotes} ${amounts.join(' ')}`
}

test('credit notes can be looked at alone', async () => {
  const { rows } = await revenueReport(database.runtime, { ...period, groupBy: ['kind'] })
  expect(rows.map(({ kind, ...row }) => `${kind}${amountsOf(row)}`)).toEqual([
    'credit-note: 1 1 -40.75 -10.39 -51.14',
    'invoice: 5 0 278.50 71.02 349.52',
  ])
})

test('a correction from class to class takes off under the old one and adds under the new one', async () => {
  expect(await revenue('month', 'class')).toEqual([
    '2026-03 200000-500000: 39.00',
    '2026-03 null: 2.50',
    '2026-04 200000-500000: 39.00',
    '2026-04 null: 0.50',
    '2026-05 200000-500000: 156.00',
    '2026-05 null: 2.25',
    '2026-06 0-200000: 76.00',
    '2026-06 200000-500000: -78.00',
    '2026-06 null: 0.50',
  ])
})

test('a usage month shows what it came to with all of its corrections', async () => {
  expect(await revenue('usageMonth', 'package')).toEqual([
    '2026-03 separate/basic: 62.50',
    '2026-04 separate/basic: 58.25',
    '2026-05 separate/basic: 58.50',
    '2026-06 separate/basic: 58.50',
  ])
})

test('whatever it is split by, the rows add up to the total', async () => {
  for (const first of revenueDimensions)
    for (const second of revenueDimensions) {
      const { rows, total } = await revenueReport(database.runtime, {
        ...period,
        groupBy: [first, second],
      })
      expect(sumOfMoney(rows.map((row) => row.net))).toEqual(total.net)
    }
})

test('only the months and the customers asked for', async () => {
  const april = billingMonth('2026-04')
  const { rows } = await revenueReport(database.runtime, { from: april, to: april, groupBy: ['month'] })
  expect(rows.map(({ month }) => month)).toEqual(['2026-04'])
  const own = await revenueReport(database.runtime, { ...period, groupBy: [], customers: ['c2'] })
  expect(own.rows.map((row) => formatMoney(row.net))).toEqual([formatMoney(own.total.net)])
  expect(formatMoney(own.total.net)).toBe('158.25')
  const none = await revenueReport(database.runtime, { ...period, groupBy: ['month'], customers: [] })
  expect([none.rows, none.total.documents, formatMoney(none.total.gross)]).toEqual([[], 0, '0.00'])
})
