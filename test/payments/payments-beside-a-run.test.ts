import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DatabasePool } from '../../src/database/client.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { charge, issue, openReceivables, pay, payment, standing } from './receivables.ts'

const customers = Array.from({ length: 12 }, (_, index) => `c${index + 10}`)

let database: TestDatabase
let db: DatabasePool

// Everybody has been invoiced 100.00 for January.
beforeEach(async () => {
  database = await testDatabase()
  db = database.runtime
  await openReceivables(db, ...customers)
  for (const customer of customers) await charge(db, customer, 1, '100.00')
  await issue(db, 1)
})
afterEach(() => database.drop())

function invoiceOf(index: number): string {
  return `2026-${String(index + 1).padStart(7, '0')}`
}

/** Until so many wait for an advisory lock. */
async function untilWaiting({ sql }: DatabasePool, count: number): Promise<void> {
  while (
    (
      await sql`select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`
    ).length < count
  );
}

test('a payment and a credit note that come at once settle the invoice once, and the other is an overpayment', async () => {
  await charge(db, 'c10', 1, '-100.00')
  let both: Promise<unknown> = Promise.resolve()
  await database.owner.sql.begin(async (held) => {
    await held`select pg_advisory_xact_lock(hashtext('laskuri receivables'))`
    both = Promise.all([issue(db, 2), pay(db, payment(invoiceOf(0), '100.00'))])
    both.catch(() => undefined)
    await untilWaiting(database.owner, 2)
  })
  await both
  expect(await standing(db, 'c10')).toEqual(['overpayment 100.00'])
})

test('payments beside runs: whatever comes first, every cent is settled once', async () => {
  await pay(db, ...customers.map((_, index) => payment(invoiceOf(index), `${index * 25 + 10}.00`)))
  for (const customer of customers) await charge(db, customer, 2, '120.00')
  const payments = customers.map((_, index) => pay(db, payment(invoiceOf(index), '55.55')))
  await Promise.all([issue(db, 2), ...payments])
  for (const [index, customer] of customers.entries()) {
    const owed = 220 - (index * 25 + 10) - 55.55
    const shown = await standing(db, customer)
    expect(shown.at(-1)).toBe(`overpayment ${Math.max(0, -owed).toFixed(2)}`)
    const open = shown.slice(0, -1).reduce((sum, line) => sum + Number(line.split(' ')[1]), 0)
    expect(open.toFixed(2)).toBe(Math.max(0, owed).toFixed(2))
  }
})
