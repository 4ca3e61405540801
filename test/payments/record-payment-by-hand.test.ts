import { afterEach, beforeEach, expect, test } from 'vitest'
import { moneyOf } from '../../rules/money.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { loadPayments } from '../../src/payments/load-payments.ts'
import { recordPaymentByHand } from '../../src/payments/record-payment-by-hand.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { clerk } from '../invoicing/books.ts'
import { charge, issue, openReceivables, pay, payment, referenceOf, standing } from './receivables.ts'

let database: TestDatabase
let db: Database

beforeEach(async () => {
  database = await testDatabase()
  db = database.runtime
  await openReceivables(db, 'c1')
  await charge(db, 'c1', 1, '100.00')
  await issue(db, 1)
})
afterEach(() => database.drop())

const document = '2026-0000001'

async function byHand(amount: string, again = false, reference = referenceOf(document)): Promise<string> {
  const given = { reference, amount: moneyOf(amount), paidOn: '2026-02-10' }
  const attribution = clerk('2026-03-01T12:00:00+02:00')
  return (await atomically(db, (tx) => recordPaymentByHand(tx, given, { again }, attribution))).kind
}

test('without a bank id, two equal payments are neither merged nor both recorded unless the clerk says so', async () => {
  expect(await byHand('30.00')).toBe('recorded')
  expect(await byHand('30.00')).toBe('equal-recorded')
  expect(await byHand('30.00', false, `00 ${referenceOf(document)}`)).toBe('equal-recorded')
  expect(await standing(db, 'c1')).toEqual([`${document} 70.00`, 'overpayment 0.00'])
  expect(await byHand('30.00', true)).toBe('recorded')
  expect(await byHand('30.00', true)).toBe('recorded')
  expect(await standing(db, 'c1')).toEqual([`${document} 10.00`, 'overpayment 0.00'])
  expect(new Set((await loadPayments(db, {})).map(({ bankId }) => bankId)).size).toBe(3)
})

test('a payment that the bank has told of is not recorded by hand once more', async () => {
  await pay(db, payment(document, '30.00', { paidOn: '2026-02-10' }))
  expect(await byHand('30.00')).toBe('equal-recorded')
  expect(await byHand('30.01')).toBe('recorded')
})

test('what cannot be a payment is refused as ever', async () => {
  expect(await byHand('30.00', false, '12345672')).toBe('refused')
  expect(await byHand('30.00', false, referenceOf('2026-0000002'))).toBe('refused')
})
