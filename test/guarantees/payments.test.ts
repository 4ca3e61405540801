import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DatabasePool } from '../../src/database/client.ts'
import { charge, issue, openReceivables, pay, payment } from '../payments/receivables.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { expectRefused, expectTaken, refusalOf, type Forbidden } from './refusal.ts'
import { attribution } from './statements.ts'

let db: TestDatabase

// c1 was invoiced 100.00 for January and paid 130.00; its credit note for February is a liability of 40.00 more.
beforeAll(async () => {
  db = await testDatabase()
  await openReceivables(db.runtime, 'c1', 'c2')
  await charge(db.runtime, 'c1', 1, '100.00')
  await charge(db.runtime, 'c2', 1, '10.00')
  await issue(db.runtime, 1)
  await pay(db.runtime, payment('2026-0000001', '130.00', { bankId: 'archive-1' }))
  await charge(db.runtime, 'c1', 1, '-40.00')
  await issue(db.runtime, 2)
})
afterAll(() => db.drop())

interface RawPayment {
  readonly customer?: string
  readonly bankId?: string
  readonly month?: string
  readonly amount?: string
  readonly paidOn?: string
}

function paymentRow(given: RawPayment = {}): string {
  const row = {
    customer: 'c1',
    bankId: 'archive-2',
    month: '2026-01-01',
    amount: '5.00',
    paidOn: '2026-03-04',
    ...given,
  }
  return `select setval('payments_payment_id_seq', 99);
    insert into payments (customer_id, payment_id, bank_id, reference, billing_month, amount, paid_on, recorded_at, recorded_by)
    overriding system value
    values ('${row.customer}', 99, '${row.bankId}', '1', '${row.month}', ${row.amount}, '${row.paidOn}', ${attribution});`
}

function registered(bankId = 'archive-2', customer = 'c1'): string {
  return `insert into payment_register (bank_id, customer_id, payment_id) values ('${bankId}', '${customer}', 99);`
}

function entry(voucher: string, ...lines: readonly string[]): string {
  return `insert into journal_entries (customer_id, voucher, entry_date, recorded_at, recorded_by)
      values ('c1', '${voucher}', '2026-03-04', ${attribution});
    insert into journal_lines (customer_id, voucher, line_number, account, debit, credit)
      values ${lines.map((line, index) => `('c1', '${voucher}', ${index + 1}, ${line})`).join(', ')};`
}

const booked = entry('payment:99', "'bank', 5, 0", "'overpayments', 0, 5")
const settled = '2026-0000001:overpayment'

const refused: readonly Forbidden[] = [
  ['a payment of nothing', paymentRow({ amount: '0' }), 'payments_above_zero'],
  ['a payment of the future', paymentRow({ paidOn: '2026-03-05' }), 'payments_not_of_the_future'],
  ['a payment of nobody', paymentRow({ customer: 'nobody' }), 'payments_customer'],
  ['a payment for no document', paymentRow({ month: '2026-03-01' }), 'payments_document'],
  [
    "a payment for another customer's document",
    paymentRow({ customer: 'c2', month: '2026-02-01' }),
    'payments_document',
  ],
  ['a payment to a credit note', paymentRow({ month: '2026-02-01' }), 'payments-name-what-is-owed'],
  ['a payment under a bank id that was recorded', paymentRow({ bankId: 'archive-1' }), 'payments_bank_id'],
  [
    "a payment under a bank id of another customer's",
    paymentRow({ customer: 'c2', bankId: 'archive-1' }) + registered('archive-1', 'c2'),
    'payment_register_pkey',
  ],
  ['a payment that is not in the register', paymentRow() + booked, 'payments-are-registered'],
  [
    "a payment that the register has as another customer's",
    paymentRow() + registered('archive-2', 'c2') + booked,
    'payments-are-registered',
  ],
  ['a payment that is not in the journal', paymentRow() + registered(), 'payments-are-booked'],
  [
    'a payment that is in the journal with another amount',
    paymentRow({ amount: '6.00' }) + registered() + booked,
    'payments-are-booked',
  ],
  ['a bank id in the register that is no payment', registered('archive-9'), 'payments-are-registered'],
  [
    'more of an overpayment than there is',
    entry(settled, "'overpayments', 70.01, 0", "'receivables', 0, 70.01"),
    'overpayments-are-used-once',
  ],
]

describe('a payment is registered and booked once, and an overpayment is used once', () => {
  test.each(refused)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })

  test('a payment in its place and all of an overpayment are taken', async () => {
    await expectTaken(db.owner, paymentRow() + registered() + booked)
    await expectTaken(db.runtime, entry(settled, "'overpayments', 70, 0", "'receivables', 0, 70"))
  })
})

test('an overpayment that somebody is using is waited for, by code that is not ours too', async () => {
  const use = entry(settled, "'overpayments', 70, 0", "'receivables', 0, 70")
  const lines = ["'bank', 5, 0", "'overpayments', 65, 0", "'receivables', 0, 70"]
  const again = paymentRow() + registered() + entry('payment:99', ...lines)
  let second: Promise<string> = Promise.resolve('')
  const first = db.owner.sql.begin(async (tx) => {
    await tx.unsafe(use)
    second = refusalOf(db.owner, again)
    await untilOneWaits(db.owner)
  })
  await first
  expect(await second).toBe('overpayments-are-used-once')
})

async function untilOneWaits({ sql }: DatabasePool): Promise<void> {
  while (
    (
      await sql`select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`
    ).length === 0
  );
}
