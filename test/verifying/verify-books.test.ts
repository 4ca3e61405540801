import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { referenceNumber } from '../../rules/document-number.ts'
import { moneyOf } from '../../rules/money.ts'
import { recordManualCharge } from '../../src/customers/manual-charges.ts'
import { recordClerkHolds } from '../../src/customers/record-clerk-holds.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { recordPayments } from '../../src/payments/record-payments.ts'
import { findEvents } from '../../src/usage/find-events.ts'
import { retractEvents } from '../../src/usage/retract-events.ts'
import type { Difference } from '../../src/verifying/difference.ts'
import { verifyBooks, type BooksToVerify } from '../../src/verifying/verify-books.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, clerk, closeAndRun, openBooks, reportRevenue } from '../invoicing/books.ts'

let database: TestDatabase

// c1 has calls, a late one and one taken back; c2 a corrected revenue; c3 is held; c4 settled by hand.
beforeAll(async () => {
  database = await testDatabase()
  const db = database.runtime
  await openBooks(db)
  for (const id of ['c1', 'c2', 'c4']) await addCustomer(db, { id, api: ['2026-01-02T09:00:00+02:00'] })
  await addCustomer(db, { id: 'c3', revenue: null, api: ['2026-01-02T09:00:00+02:00'] })
  for (const customer of ['c1', 'c2', 'c3', 'c4'])
    await call(
      db,
      { id: 'a', customer, quantity: 3, at: '2026-01-10T10:00:00+02:00' },
      { id: 'b', customer, quantity: 2, at: '2026-01-11T10:00:00+02:00' },
    )
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await call(db, {
    id: 'late',
    customer: 'c1',
    at: '2026-01-20T10:00:00+02:00',
    recordedAt: '2026-02-03T08:00:00+02:00',
  })
  const [taken] = await findEvents(db, { customer: 'c1', id: 'a' })
  if (taken === undefined) throw new Error('no such event')
  await atomically(db, (tx) =>
    retractEvents(tx, [taken], 'sent by mistake', clerk('2026-02-04T08:00:00+02:00')),
  )
  await reportRevenue(db, 'c2', '2026-01', 100_000, '2026-02-05T08:00:00+02:00')
  const charge = {
    customer: 'c4',
    usageMonth: billingMonth('2026-01'),
    text: 'Help',
    net: moneyOf('50.00'),
    reason: 'asked',
  }
  await atomically(db, (tx) => recordManualCharge(tx, charge, clerk('2026-02-06T08:00:00+02:00')))
  const hold = { customer: 'c4', from: billingMonth('2026-02'), value: { held: true, reason: 'disputed' } }
  await atomically(db, (tx) => recordClerkHolds(tx, [hold], clerk('2026-02-07T08:00:00+02:00')))
  const reference = referenceNumber({ kind: 'invoice', year: 2026, number: 1 })
  const payment = { reference, amount: moneyOf('60.00'), paidOn: '2026-02-20', bankId: 'bank 1' } // 9.49 too much
  await atomically(db, (tx) => recordPayments(tx, [payment], clerk('2026-02-20T08:00:00+02:00')))
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  await call(db, { id: 'c', customer: 'c1', at: '2026-03-10T10:00:00+02:00' }) // in the tail of an open month
})
afterAll(() => database.drop())

async function verified(db: Database, books: BooksToVerify = {}): Promise<readonly Difference[]> {
  const differences: Difference[] = []
  await verifyBooks(db, books, (difference) => differences.push(difference))
  return differences
}

class Undone extends Error {}

/** What verify finds after a careless superuser with triggers disabled; all of it is undone. */
async function verifiedAfter(statement: string): Promise<readonly Difference[]> {
  let differences: readonly Difference[] = []
  const work = async (tx: Database) => {
    await tx.sql`set local session_replication_role = replica`
    const { count } = await tx.sql.unsafe(statement)
    expect(count).toBeGreaterThan(0)
    differences = await verified(tx)
    throw new Undone()
  }
  await expect(atomically(database.owner, work, { isolation: 'repeatable read' })).rejects.toThrow(Undone)
  return differences
}

test('books that nobody has tampered with verify, as a whole, month by month and document by document', async () => {
  expect(await verified(database.runtime)).toEqual([])
  for (const month of ['2026-01', '2026-02', '2026-03'].map(billingMonth)) {
    expect(await verified(database.runtime, { month })).toEqual([])
    expect(await verified(database.runtime, { month, customer: 'c1' })).toEqual([])
  }
})

const january = billingMonth('2026-01')
const postedInJanuary = "posting_month = '2026-01-01'"

/** What is changed by hand, the statement, and what verify must name. */
const corruptions: readonly [string, string, Partial<Difference>][] = [
  [
    "an event's quantity",
    `update events set quantity = 30 where customer_id = 'c1' and event_id = 'b'`,
    { thing: 'event', customer: 'c1', where: 'event b of source default: hash of its body' },
  ],
  [
    "an event's time",
    `update events set at = '2026-02-10T10:00:00Z' where customer_id = 'c1' and event_id = 'b'`,
    { thing: 'event', where: 'event b of source default: usage month' },
  ],
  [
    "an event's disposition",
    `update events set disposition = 'failed' where customer_id = 'c2' and event_id = 'b'`,
    { thing: 'usage total', customer: 'c2' },
  ],
  [
    'an opening moved behind a call',
    `update access_changes set at = '2026-01-10T23:00:00Z' where customer_id = 'c3'`,
    {
      thing: 'event',
      customer: 'c3',
      where: 'event a of source default: the opening of the API that it was made in',
      found: 'access change 1',
    },
  ],
  [
    "a call's opening",
    `update events set opening_number = null where customer_id = 'c3' and event_id = 'b'`,
    { thing: 'event', customer: 'c3', expected: 'one not after it', found: 'none' },
  ],
  [
    'a deleted event',
    `delete from events where customer_id = 'c2' and event_id = 'b'`,
    { thing: 'batch', expected: '1', found: '0' },
  ],
  [
    "a line's net",
    `update document_lines set net = net + 1, net_after = net_after + 1 where customer_id = 'c1' and billing_month = '2026-01-01' and charge like 'transaction%'`,
    {
      thing: 'document',
      customer: 'c1',
      document: '2026-0000001',
      where: 'line 2, transaction-fee:purchaseinvoice.nv of 2026-01: net',
      expected: '1.25',
      found: '2.25',
    },
  ],
  [
    "a line's events",
    `update document_lines set event_count_after = 7 where customer_id = 'c1' and charge like 'transaction%' and billing_month = '2026-01-01'`,
    { thing: 'commitment', document: '2026-0000001', expected: '2', found: '7' },
  ],
  [
    "a document's buyer",
    `update documents set buyer = buyer || '{"name":"Somebody"}' where customer_id = 'c2'`,
    { thing: 'document', customer: 'c2', where: 'buyer name', found: 'Somebody' },
  ],
  [
    "a document's commitment",
    `update documents set commitment = 'x' where customer_id = 'c2' and billing_month = '2026-01-01'`,
    { thing: 'commitment', customer: 'c2', where: 'hash of the whole document, as issued', expected: 'x' },
  ],
  [
    "a document's rule set hash",
    `update documents set rule_set_hash = 'x' where customer_id = 'c2' and billing_month = '2026-01-01'`,
    { thing: 'document', customer: 'c2', where: 'ruleSetHash', found: 'x' },
  ],
  [
    'a deleted document',
    `with l as (delete from document_lines where customer_id = 'c2'), n as (delete from document_numbers where customer_id = 'c2') delete from documents where customer_id = 'c2'`,
    { thing: 'document', customer: 'c2', expected: 'one over net 40.25', found: 'none' },
  ],
  [
    'a billing aggregate',
    `update usage_totals set quantity = quantity + 1 where customer_id = 'c3' and ${postedInJanuary}`,
    { thing: 'usage total', month: billingMonth('2026-01'), customer: 'c3' },
  ],
  [
    'a deleted billing aggregate',
    `delete from usage_totals where customer_id = 'c3' and ${postedInJanuary}`,
    { thing: 'usage total', customer: 'c3', found: 'none' },
  ],
  [
    'an aggregate by day',
    `update usage_by_day set event_count = 9 where customer_id = 'c3' and day = '2026-01-10'`,
    {
      thing: 'usage by day',
      customer: 'c3',
      expected: '1 events, quantity 3',
      found: '9 events, quantity 3',
    },
  ],
  [
    'a first success',
    `update first_successes set at = at + interval '1 day' where customer_id = 'c3' and ${postedInJanuary}`,
    { thing: 'first success', customer: 'c3' },
  ],
  [
    'a journal line',
    `update journal_lines set debit = debit + 1 where customer_id = 'c1' and account = 'receivables' and voucher = '2026-0000001'`,
    {
      thing: 'journal',
      customer: 'c1',
      document: '2026-0000001',
      where: 'entry 2026-0000001, line 1: debit',
    },
  ],
  [
    'a deleted journal entry',
    `with l as (delete from journal_lines where voucher = '2026-0000001') delete from journal_entries where voucher = '2026-0000001'`,
    {
      thing: 'journal',
      customer: 'c1',
      document: '2026-0000001',
      where: 'entry 2026-0000001, line 1',
      found: 'nothing',
    },
  ],
  [
    "a document's number",
    `update documents set number = 77 where customer_id = 'c1' and billing_month = '2026-01-01'`,
    { thing: 'number', customer: 'c1', document: '2026-0000077', expected: '2026-0000001' },
  ],
  [
    'a number in the register',
    `update document_numbers set number = 77 where customer_id = 'c1' and billing_month = '2026-01-01'`,
    { thing: 'number', customer: 'c1', where: 'number in the register', found: '2026-0000077' },
  ],
  [
    'a price list',
    `update price_lists set content = jsonb_set(content, '{revenueClasses,1,monthlyFee}', '"38.00"')`,
    { thing: 'price list', where: 'version 1: hash that documents committed to' },
  ],
  [
    'a price list that is no longer total',
    `update price_lists set content = jsonb_set(content, '{revenueClasses}', '[]')`,
    { thing: 'price list', where: 'version 1', found: 'one that is not' },
  ],
  [
    'a fact',
    `update revenue_reports set eur = 900000 where customer_id = 'c1'`,
    {
      thing: 'document',
      customer: 'c1',
      document: '2026-0000001',
      where: 'line 1, monthly-fee of 2026-01: net',
      expected: '59.00',
      found: '39.00',
    },
  ],
  [
    'a deleted retraction',
    `delete from event_retractions`,
    { thing: 'document', customer: 'c1', document: '2026-0000004' },
  ],
  [
    'a deleted hold',
    `delete from holds where customer_id = 'c3'`,
    { thing: 'hold', customer: 'c3', where: '2026-01 revenue-unknown', found: 'nothing' },
  ],
  [
    "a manual charge's net",
    `update manual_charges set net = 5`,
    { thing: 'document', customer: 'c4', expected: '5.00', found: '50.00' },
  ],
  [
    "a payment's amount",
    `update payments set amount = 61`,
    { thing: 'journal', customer: 'c1', where: 'entry payment:1' },
  ],
  [
    "a payment's booking",
    `update journal_lines set credit = credit + 1 where voucher = 'payment:1' and account = 'overpayments'`,
    { thing: 'journal', customer: 'c1', where: 'entry payment:1' },
  ],
  [
    'a deleted use of an overpayment',
    `with l as (delete from journal_lines where voucher like '%:overpayment') delete from journal_entries where voucher like '%:overpayment'`,
    { thing: 'journal', customer: 'c1', found: 'none' },
  ],
  [
    "a document entry's date",
    `update journal_entries set entry_date = '2026-02-03' where voucher = '2026-0000001'`,
    { thing: 'journal', document: '2026-0000001', where: 'entry 2026-0000001: date', expected: '2026-02-02' },
  ],
  [
    "a payment's booked line taken out of the balances",
    `update journal_lines set usage_month = '2026-01-01' where voucher = 'payment:1' and account = 'receivables'`,
    { thing: 'journal', customer: 'c1', where: 'entry payment:1' },
  ],
  [
    "a payment's bank id",
    `update payments set bank_id = 'bank 2'`,
    { thing: 'payment', where: 'payment 1: its place in the register', found: 'bank id bank 1' },
  ],
  [
    "a payment's place in the register",
    `delete from payment_register`,
    { thing: 'payment', customer: 'c1', expected: 'bank id bank 1', found: 'none' },
  ],
  [
    'the document that a payment is for',
    `update payments set billing_month = '2026-02-01'`,
    { thing: 'payment', customer: 'c1', expected: '2026-0000001', found: '2026-0000004' },
  ],
  [
    "a payment's reference",
    `update payments set reference = '1234'`,
    { thing: 'payment', customer: 'c1', expected: 'none', found: '2026-0000001' },
  ],
  [
    'a deleted run',
    `delete from invoice_runs where month = '2026-02-01'`,
    { thing: 'document', month: billingMonth('2026-02'), where: 'documents and holds without a run' },
  ],
  [
    'a complete run reopened',
    `update invoice_runs set completed_at = null where month = '2026-01-01'`,
    { thing: 'run', month: january, expected: 'complete', found: 'begun' },
  ],
  [
    'a deleted month',
    `delete from months where month = '2026-01-01'`,
    { thing: 'month', month: january, expected: 'closed', found: 'no such month' },
  ],
  [
    'a hold of a month without a run',
    `insert into holds values ('c1', '2026-03-01', '2026-03-01', 'revenue-unknown', '{}')`,
    { thing: 'document', month: billingMonth('2026-03'), customer: 'c1' },
  ],
  [
    'lines without their document',
    `with d as (delete from documents where customer_id = 'c2'), n as (delete from document_numbers where customer_id = 'c2') select from document_lines where customer_id = 'c2'`,
    { thing: 'document', customer: 'c2', where: 'lines without a document' },
  ],
  [
    'a retraction of another event',
    `update event_retractions set event_id = 'x'`,
    { thing: 'retraction', customer: 'c1', where: 'event x of source default', found: 'no such event' },
  ],
  [
    "a retraction's usage month",
    `update event_retractions set usage_month = '2026-02-01'`,
    { thing: 'retraction', customer: 'c1', where: 'event a of source default' },
  ],
  [
    'the success that a retraction left first',
    `update event_retractions set next_source = null, next_event_id = null`,
    {
      thing: 'retraction',
      customer: 'c1',
      expected: '2026-01-11 08:00:00+00, event b of source default',
      found: 'none',
    },
  ],
  [
    'the time of the success that a retraction left first',
    `update event_retractions set next_at = '2026-01-30'`,
    { thing: 'retraction', customer: 'c1' },
  ],
  [
    'a first success of a month without events',
    `insert into first_successes values ('c3', 3, '2025-12-01', '2025-12-05', 'x', 'y', 1, 1)`,
    { thing: 'first success', month: billingMonth('2025-12'), customer: 'c3', expected: 'none' },
  ],
  [
    'a pending batch that was never recorded',
    `insert into pending_batches values (99999)`,
    { thing: 'batch', where: 'batch 99999', found: 'none, but pending' },
  ],
  [
    'an entry from nowhere',
    `insert into journal_entries (customer_id, voucher, entry_date, recorded_at, recorded_by) values ('c1', 'x', '2026-03-01', now(), 'nobody')`,
    {
      thing: 'journal',
      customer: 'c1',
      where: 'entry x',
      expected: 'no entry without a document or a payment',
    },
  ],
]

describe('what is changed by hand as superuser with triggers disabled is found and named', () => {
  test.each(corruptions)('%s', async (_what, statement, named) => {
    expect(await verifiedAfter(statement)).toContainEqual(expect.objectContaining(named))
  })
})
