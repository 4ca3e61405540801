import { afterAll, beforeAll, expect, test } from 'vitest'
import { atomically } from '../../src/database/atomically.ts'
import { recordPriceList } from '../../src/prices/record-price-list.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { clerk } from '../invoicing/books.ts'
import { perUnit, sampleList } from '../rules/examples.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

// In another order than PostgreSQL keeps the keys of jsonb in.
const list = {
  ...sampleList,
  transactionPrices: { 'purchaseinvoice.nv': perUnit('0.25'), 'accounting.nv': perUnit('0.15') },
}
const record = () =>
  atomically(database.runtime, (tx) => recordPriceList(tx, list, clerk('2026-01-01T00:00:00+02:00')))

test('the first list recorded by two at once, and again later, is recorded once', async () => {
  const answers = await Promise.all([record(), record()])
  expect([...answers, await record()].toSorted()).toEqual([
    'already-recorded',
    'already-recorded',
    'recorded',
  ])
})
