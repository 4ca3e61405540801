import { afterAll, beforeAll, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { formatMoney, sumOfMoney } from '../../rules/money.ts'
import { revenueReport } from '../../src/reporting/revenue-report.ts'
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

const all = { from: billingMonth('2026-01'), to: billingMonth('2026-12') }

test("a month's lines stand by charge, adjustments apart", async () => {
  const { charges } = await revenueReport(database.runtime, all)
  expect(
    charges.map(
      ({ month, charge, adjustment, documents, lines, quantity, net }) =>
        `${month} ${charge}${adjustment ? ' (adjustment)' : ''}: ${documents} ${lines} ${quantity.toFixed()} ${formatMoney(net)}`,
    ),
  ).toEqual([
    '2026-03 monthly-fee: 1 1 1 39.00',
    '2026-03 transaction-fee:purchaseinvoice.nv: 1 1 10 2.50',
    '2026-04 monthly-fee: 1 1 1 39.00',
    '2026-04 transaction-fee:purchaseinvoice.nv (adjustment): 1 1 2 0.50',
    '2026-05 monthly-fee: 2 2 2 78.00',
    '2026-05 transaction-fee:purchaseinvoice.nv: 2 2 2 0.50',
    '2026-05 monthly-fee (adjustment): 1 2 2 78.00',
    '2026-05 transaction-fee:purchaseinvoice.nv (adjustment): 1 2 7 1.75',
    '2026-06 monthly-fee: 2 2 2 58.00',
    '2026-06 transaction-fee:purchaseinvoice.nv: 2 2 2 0.50',
    '2026-06 monthly-fee (adjustment): 1 3 0 -60.00',
  ])
})

test("a month's totals are those of its documents, credit notes taken off", async () => {
  const { months } = await revenueReport(database.runtime, all)
  expect(
    months.map(
      ({ month, invoices, creditNotes, net, vat, gross }) =>
        `${month}: ${invoices} ${creditNotes} ${[net, vat, gross].map(formatMoney).join(' ')}`,
    ),
  ).toEqual([
    '2026-03: 1 0 41.50 10.58 52.08',
    '2026-04: 1 0 39.50 10.07 49.57',
    '2026-05: 2 0 158.25 40.36 198.61',
    '2026-06: 1 1 -1.50 -0.38 -1.88',
  ])
})

test('the charges of a month add up to its net', async () => {
  const { charges, months } = await revenueReport(database.runtime, all)
  for (const { month, net } of months)
    expect(sumOfMoney(charges.filter((row) => row.month === month).map((row) => row.net))).toEqual(net)
})

test('only the months asked for', async () => {
  const april = billingMonth('2026-04')
  const { charges, months } = await revenueReport(database.runtime, { from: april, to: april })
  expect([charges.length, months.map(({ month }) => month)]).toEqual([2, ['2026-04']])
})
