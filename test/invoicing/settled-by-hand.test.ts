import { afterEach, beforeEach, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { formatMoney, moneyOf } from '../../rules/money.ts'
import { recordClerkHolds } from '../../src/customers/record-clerk-holds.ts'
import { recordManualCharge } from '../../src/customers/manual-charges.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { readDocuments } from '../../src/documents/read-documents.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, clerk, closeAndRun, openBooks } from './books.ts'

let database: TestDatabase
let db: Database

beforeEach(async () => {
  database = await testDatabase()
  db = database.runtime
  await openBooks(db)
  await addCustomer(db, { id: 'c1', api: ['2026-01-02T09:00:00+02:00'] })
  await call(db, { id: 'a', customer: 'c1', at: '2026-01-10T10:00:00+02:00' })
})
afterEach(() => database.drop())

async function charge(usageMonth: string, net: string, at: string): Promise<string> {
  const fact = {
    customer: 'c1',
    usageMonth: billingMonth(usageMonth),
    text: 'Set-up',
    net: moneyOf(net),
    reason: 'agreed',
  }
  const { factId } = await atomically(db, (tx) => recordManualCharge(tx, fact, clerk(at)))
  return `manual:${factId}`
}

async function hold(from: string, held: boolean, at: string): Promise<void> {
  const fact = { customer: 'c1', from: billingMonth(from), value: { held, reason: 'disputed' } }
  await atomically(db, (tx) => recordClerkHolds(tx, [fact], clerk(at)))
}

async function issued(): Promise<readonly string[]> {
  const documents = await readDocuments(db, {})
  return documents.map(
    ({ month, kind, lines, vat }) =>
      `${month} ${kind}: ${lines
        .map(({ usageMonth, charge: key, net }) => `${usageMonth} ${key} ${formatMoney(net)}`)
        .join('; ')}; VAT ${formatMoney(vat)}`,
  )
}

test('a manual charge is on the invoice of its month, a late credit on the next one, with the VAT of its month', async () => {
  const setUp = await charge('2026-01', '100.00', '2026-01-20T10:00:00+02:00')
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  const credit = await charge('2026-01', '-139.25', '2026-02-20T10:00:00+02:00')
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  expect(await issued()).toEqual([
    `2026-01 invoice: 2026-01 ${setUp} 100.00; 2026-01 monthly-fee 39.00; 2026-01 transaction-fee:purchaseinvoice.nv 0.25; VAT 35.51`,
    `2026-02 credit-note: 2026-01 ${credit} -139.25; 2026-02 monthly-fee 39.00; VAT -25.56`,
  ])
  const accounts = await db.sql<{ account: string; balance: string }[]>`
    select account, sum(credit - debit)::text as balance from journal_lines group by 1 order by 1`
  expect([...accounts]).toEqual([
    { account: 'receivables', balance: '-48.95' },
    { account: 'monthly-fee-revenue', balance: '78.00' },
    { account: 'transaction-fee-revenue', balance: '0.25' },
    { account: 'vat-payable', balance: '9.95' },
    { account: 'manual-charge-revenue', balance: '-39.25' },
  ])
})

test('a month before the first price list takes no manual charge', async () => {
  await expect(charge('2025-12', '1.00', '2026-01-20T10:00:00+02:00')).rejects.toMatchObject({
    code: 'month-out-of-order',
  })
})

test('what a clerk holds is billed when it is released, and a billed month keeps what was billed', async () => {
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await hold('2026-01', true, '2026-02-10T08:00:00+02:00')
  await call(db, {
    id: 'b',
    customer: 'c1',
    at: '2026-01-20T10:00:00+02:00',
    recordedAt: '2026-02-11T08:00:00+02:00',
  })
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  const held = await db.sql`select usage_month::text, reason, details->>'why' as why from holds order by 1`
  expect([...held]).toEqual([
    { usage_month: '2026-01-01', reason: 'held-by-clerk', why: 'disputed' },
    { usage_month: '2026-02-01', reason: 'held-by-clerk', why: 'disputed' },
  ])
  await hold('2026-01', false, '2026-03-10T08:00:00+02:00')
  await closeAndRun(db, '2026-03', '2026-04-02T08:00:00+03:00')
  expect(await issued()).toEqual([
    '2026-01 invoice: 2026-01 monthly-fee 39.00; 2026-01 transaction-fee:purchaseinvoice.nv 0.25; VAT 10.01',
    '2026-03 invoice: 2026-01 transaction-fee:purchaseinvoice.nv 0.25; 2026-02 monthly-fee 39.00; 2026-03 monthly-fee 39.00; VAT 19.95',
  ])
})
