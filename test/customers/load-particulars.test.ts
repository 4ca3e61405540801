import { afterAll, beforeAll, expect, test } from 'vitest'
import { atomically } from '../../src/database/atomically.ts'
import { loadParticulars, recordCustomers } from '../../src/customers/record-customers.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { attributionAt, instantAt } from '../fixtures/books.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  for (const [name, at] of names) {
    const customer = { customer: 'c1', name, businessId: null, vatNumber: null }
    await atomically(database.runtime, (tx) => recordCustomers(tx, [customer], attributionAt(instantAt(at))))
  }
})
afterAll(() => database.drop())

const names = [
  ['First Oy', '2026-02-03T08:00:00Z'],
  ['Second Oy', '2026-02-04T08:00:00Z'],
  ['Third Oy', '2026-02-05T08:00:00Z'],
] as const

test.each([
  ['2026-02-02T08:00:00Z', 'First Oy'], // dated after the instant, as by another clock: the first name stays the answer
  ['2026-02-04T08:00:00Z', 'Second Oy'],
  ['2026-03-01T00:00:00Z', 'Third Oy'],
])('what a customer was called as known at %s never changes again', async (at, name) => {
  const known = await loadParticulars(database.runtime, ['c1'], instantAt(at))
  expect(known.get('c1')?.name).toBe(name)
})
