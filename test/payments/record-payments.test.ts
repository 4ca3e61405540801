import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { loadPayments } from '../../src/payments/load-payments.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { charge, issue, openReceivables, pay, payment, referenceOf, standing } from './receivables.ts'

let database: TestDatabase
let db: Database

// c1 has been invoiced 100.00 for January, c2 40.00.
beforeEach(async () => {
  database = await testDatabase()
  db = database.runtime
  await openReceivables(db, 'c1', 'c2')
  await charge(db, 'c1', 1, '100.00')
  await charge(db, 'c2', 1, '40.00')
  await issue(db, 1)
})
afterEach(() => database.drop())

const [first, second, third] = ['2026-0000001', '2026-0000002', '2026-0000003']

/** `voucher date account debit credit` per line of the journal that is not a document's own. */
async function settlements(): Promise<readonly string[]> {
  const rows = await db.sql<{ line: string }[]>`
    select concat_ws(' ', voucher, entry_date, account, debit, credit) as line
    from journal_entries join journal_lines using (customer_id, voucher)
    where voucher like 'payment:%' or voucher like '%:overpayment' order by entry_id, line_number`
  return rows.map(({ line }) => line)
}

test('a payment settles the document that its reference names, and is booked on the day it was paid', async () => {
  expect(await pay(db, payment(first, '100.00'))).toMatchObject([
    { kind: 'recorded', customer: 'c1', document: first },
  ])
  expect(await standing(db, 'c1')).toEqual(['overpayment 0.00'])
  expect(await standing(db, 'c2')).toEqual([`${second} 40.00`, 'overpayment 0.00'])
  expect(await settlements()).toEqual([
    'payment:1 2026-02-10 bank 100.00 0.00',
    'payment:1 2026-02-10 receivables 0.00 100.00',
  ])
})

test('partial payments settle a document between them, to the cent', async () => {
  await pay(db, payment(first, '33.33'), payment(first, '33.33'))
  expect(await standing(db, 'c1')).toEqual([`${first} 33.34`, 'overpayment 0.00'])
  await pay(db, payment(first, '33.34'))
  expect(await standing(db, 'c1')).toEqual(['overpayment 0.00'])
})

test('an overpayment is used by the next two invoices, on their issue dates', async () => {
  await pay(db, payment(first, '250.00'))
  expect(await standing(db, 'c1')).toEqual(['overpayment 150.00'])
  await charge(db, 'c1', 2, '100.00')
  await issue(db, 2)
  expect(await standing(db, 'c1')).toEqual(['overpayment 50.00'])
  await charge(db, 'c1', 3, '100.00')
  await issue(db, 3)
  expect(await standing(db, 'c1')).toEqual(['2026-0000004 50.00', 'overpayment 0.00'])
  expect(await settlements()).toEqual([
    'payment:1 2026-02-10 bank 250.00 0.00',
    'payment:1 2026-02-10 receivables 0.00 100.00',
    'payment:1 2026-02-10 overpayments 0.00 150.00',
    `${third}:overpayment 2026-03-02 overpayments 100.00 0.00`,
    `${third}:overpayment 2026-03-02 receivables 0.00 100.00`,
    '2026-0000004:overpayment 2026-04-02 overpayments 50.00 0.00',
    '2026-0000004:overpayment 2026-04-02 receivables 0.00 50.00',
  ])
})

test('a payment of a newer document settles that one first, and then the oldest', async () => {
  await charge(db, 'c1', 2, '60.00')
  await issue(db, 2)
  await pay(db, payment(third, '70.00'))
  expect(await standing(db, 'c1')).toEqual([`${first} 90.00`, 'overpayment 0.00'])
})

test('a credit note reverses the invoice that it names, not an older one', async () => {
  await charge(db, 'c1', 2, '60.00')
  await issue(db, 2)
  await charge(db, 'c1', 2, '-60.00')
  await issue(db, 3)
  expect(await standing(db, 'c1')).toEqual([`${first} 100.00`, 'overpayment 0.00'])
  expect(await settlements()).toEqual([])
})

test('a credit note of a paid invoice is an overpayment, and the next invoice uses it', async () => {
  await pay(db, payment(first, '100.00'))
  await charge(db, 'c1', 1, '-30.00')
  await issue(db, 2)
  expect(await standing(db, 'c1')).toEqual(['overpayment 30.00'])
  await charge(db, 'c1', 3, '45.00')
  await issue(db, 3)
  expect(await standing(db, 'c1')).toEqual([`${third} 15.00`, 'overpayment 0.00'])
  expect((await settlements()).slice(2)).toEqual([
    '2026-C0000001:overpayment 2026-03-02 receivables 30.00 0.00',
    '2026-C0000001:overpayment 2026-03-02 overpayments 0.00 30.00',
    `${third}:overpayment 2026-04-02 overpayments 30.00 0.00`,
    `${third}:overpayment 2026-04-02 receivables 0.00 30.00`,
  ])
})

test('a payment that was recorded is recorded once: again, in the same batch, or as the bank prints it otherwise', async () => {
  const once = payment(first, '100.00')
  const [recorded, again] = await pay(db, once, once)
  expect([recorded?.kind, again?.kind]).toEqual(['recorded', 'already-recorded'])
  const printed = { ...once, reference: `0000000 ${referenceOf(first)}` }
  expect(await pay(db, printed)).toEqual([{ kind: 'already-recorded' }])
  expect(await standing(db, 'c1')).toEqual(['overpayment 0.00'])
  expect(await loadPayments(db, {})).toMatchObject([{ bankId: once.bankId, customer: 'c1', document: first }])
})

test("the bank's id with another amount, date or document is a conflict, whoever's document it is", async () => {
  const once = payment(first, '100.00', { bankId: 'archive-1' })
  await pay(db, once)
  const others = [
    payment(first, '100.01', { bankId: 'archive-1' }),
    payment(first, '100.00', { bankId: 'archive-1', paidOn: '2026-02-11' }),
    payment(second, '100.00', { bankId: 'archive-1' }),
  ]
  const answers = await pay(db, ...others)
  expect(answers.map(({ kind }) => kind)).toEqual(['conflict', 'conflict', 'conflict'])
  expect(answers[2]).toEqual({
    kind: 'conflict',
    reason: `the bank id "archive-1" is recorded already, with 100.00 EUR paid on 2026-02-10 for ${first}, not with 100.00 EUR paid on 2026-02-10 for ${second}`,
  })
  expect(await loadPayments(db, {})).toHaveLength(1)
})

test('what cannot be a payment is refused in a sentence, and the others of the batch are recorded', async () => {
  await charge(db, 'c2', 1, '-40.00')
  await issue(db, 2)
  const answers = await pay(
    db,
    payment('2026-0000099', '1.00'),
    payment(first, '1.00', { reference: '2026100000019' }),
    payment(first, '1.00', { reference: 'invoice 1' }),
    payment(first, '1.00', { reference: '12345672' }),
    payment('2026-C0000001', '1.00'),
    payment(first, '0.00'),
    payment(first, '-1.00'),
    payment(first, '1.00', { paidOn: '2026-10-01' }),
    payment(first, '1.00', { paidOn: '2026-09-30' }),
  )
  expect(answers.map((answer) => ('reason' in answer ? answer.reason : answer.kind))).toEqual([
    '"2026100000995" is of 2026-0000099, which has not been issued',
    '"2026100000019" is not a reference number: a digit is wrong, as its check digit tells',
    '"invoice 1" is not a reference number; its digits are needed, with or without spaces, or the RF form',
    '"12345672" is no reference number of ours; the one on the invoice is needed',
    `"${referenceOf('2026-C0000001')}" is of 2026-C0000001, a credit note, to which nothing is paid; an invoice's is needed`,
    '0.00 is not allowed; a payment is above zero',
    '-1.00 is not allowed; a payment is above zero',
    '2026-10-01 is not allowed; a payment is paid today, 2026-09-30, at the latest',
    'recorded',
  ])
  expect(await standing(db, 'c1')).toEqual([`${first} 99.00`, 'overpayment 0.00'])
})

test('two payments of one batch to one customer know of each other', async () => {
  const answers = await pay(db, payment(first, '70.00'), payment(first, '70.00'))
  expect(
    answers.map((answer) => answer.kind === 'recorded' && answer.balances.overpayments.toFixed()),
  ).toEqual(['0', '40'])
  expect(await standing(db, 'c1')).toEqual(['overpayment 40.00'])
})
