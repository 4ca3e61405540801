import { afterEach, beforeEach, expect, test } from 'vitest'
import { formatMoney } from '../../rules/money.ts'
import type { Database } from '../../src/database/client.ts'
import { balanceReport } from '../../src/reporting/balance-report.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call } from '../invoicing/books.ts'
import { charge, issue, openReceivables, pay, payment } from '../payments/receivables.ts'

let database: TestDatabase
let db: Database

// January and February: c1 100.00 and 60.00, c2 40.00; c3's fee and calls, with VAT.
beforeEach(async () => {
  database = await testDatabase()
  db = database.runtime
  await openReceivables(db, 'c1', 'c2')
  await addCustomer(db, { id: 'c3', api: ['2026-01-02T00:00:00+02:00'] })
  await call(db, { id: 'e', customer: 'c3', quantity: 120, at: '2026-01-10T10:00:00+02:00' })
  await charge(db, 'c1', 1, '100.00')
  await charge(db, 'c2', 1, '40.00')
  await issue(db, 1)
  await charge(db, 'c1', 2, '60.00')
  await issue(db, 2)
})
afterEach(() => database.drop())

async function report(today: string, customer?: string) {
  return balanceReport(db, { customer, today })
}

/** `customer overpayment, then number gross open days` per customer. */
async function standings(today: string, customer?: string): Promise<readonly string[]> {
  return (await report(today, customer)).customers.map(({ customer: id, overpayments, documents }) =>
    [
      `${id} ${formatMoney(overpayments)}`,
      ...documents.map(
        (row) => `${row.number} ${formatMoney(row.gross)} ${formatMoney(row.open)} ${row.daysOverdue}`,
      ),
    ].join(', '),
  )
}

/** `receivables - overpayments = gross - payments`, the difference, and the customers that differ. */
async function agreement(customer?: string) {
  const { receivables, overpayments, gross, payments, difference, customers } = (
    await report('2026-05-01', customer)
  ).agreement
  return [...[receivables, overpayments, gross, payments, difference].map(formatMoney), ...customers]
}

test('open documents are listed with what is open and how many days they are overdue', async () => {
  await pay(db, payment('2026-0000002', '45.00'), payment('2026-0000001', '0.01'))
  // January's documents are due on 2026-02-16, February's on 2026-03-16.
  expect(await standings('2026-02-16', 'c1')).toEqual([
    'c1 0.00, 2026-0000001 100.00 99.99 0, 2026-0000004 60.00 60.00 0',
  ])
  expect(await standings('2026-03-17')).toEqual([
    'c1 0.00, 2026-0000001 100.00 99.99 29, 2026-0000004 60.00 60.00 1',
    'c2 5.00',
    'c3 0.00, 2026-0000003 86.60 86.60 29, 2026-0000005 48.95 48.95 1',
  ])
})

test('debits equal credits over all accounts, and of each customer', async () => {
  await pay(db, payment('2026-0000002', '45.00'), payment('2026-0000003', '86.60'))
  for (const customer of [undefined, 'c1', 'c2', 'c3']) {
    const { accounts } = await report('2026-05-01', customer)
    expect(accounts).toHaveLength(7)
    const [debit, credit] = [accounts.map((row) => row.debit), accounts.map((row) => row.credit)].map(
      (side) => side.reduce((sum, each) => sum + Number(each.times(100).toFixed()), 0),
    )
    expect(debit).toBe(credit)
    expect(debit).toBeGreaterThan(0)
  }
})

test('receivables less overpayments are the gross of the documents less the payments, to the cent', async () => {
  expect(await agreement()).toEqual(['335.55', '0.00', '335.55', '0.00', '0.00'])
  await pay(db, payment('2026-0000002', '45.00'), payment('2026-0000003', '86.60'))
  expect(await agreement()).toEqual(['208.95', '5.00', '335.55', '131.60', '0.00'])
  expect(await agreement('c2')).toEqual(['0.00', '5.00', '40.00', '45.00', '0.00'])
})

test('a journal that differs from the documents is named, with its customers: also by its split alone', async () => {
  await book('c1', "'receivables', 0.01, 0", "'bank', 0, 0.01")
  expect(await agreement()).toEqual(['335.56', '0.00', '335.55', '0.00', '0.01', 'c1'])
  await book('c2', "'receivables', 7, 0", "'overpayments', 0, 7")
  expect(await agreement('c2')).toEqual(['47.00', '7.00', '40.00', '0.00', '0.00', 'c2'])
})

/** An entry that no document or payment is behind, as a superuser with triggers disabled books it. */
async function book(customer: string, ...lines: readonly string[]): Promise<void> {
  const values = lines.map((line, index) => `('${customer}', 'stray', ${index + 1}, ${line})`)
  await database.owner.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx.unsafe(`
      insert into journal_entries (customer_id, voucher, entry_date, recorded_at, recorded_by)
        values ('${customer}', 'stray', '2026-03-04', now(), 'test');
      insert into journal_lines (customer_id, voucher, line_number, account, debit, credit) values ${values.join(', ')}`)
  })
}

test('an unknown customer is refused', async () => {
  await expect(report('2026-05-01', 'nobody')).rejects.toThrow(/Unknown customer: nobody/)
})
