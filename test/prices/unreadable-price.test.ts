import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyBooks } from '../../src/verifying/verify-books.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, closeAndRun, openBooks } from '../invoicing/books.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  const db = database.runtime
  await openBooks(db)
  await addCustomer(db, { id: 'c1', api: ['2026-01-01T00:00:00+02:00'] })
  await call(db, { id: 'e1', customer: 'c1', at: '2026-01-10T10:00:00+02:00' })
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
})
afterAll(() => database.drop())

test("a customer's price that somebody has made unreadable by hand is named, not stumbled over", async () => {
  await database.owner.sql`
    insert into customer_prices (customer_id, from_month, posting_month, resource, price, recorded_at, recorded_by)
    values ('c1', '2026-02-01', '2026-02-01', 'escan.nv', '{"x": 1}', now(), 'somebody')`
  const verified = verifyBooks(database.runtime, {}, () => undefined)
  await expect(verified).rejects.toThrow(/The price of customer c1 in fact \d+ can't be read/)
})
