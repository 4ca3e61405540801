import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyBooks } from '../../src/verifying/verify-books.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { givenBooks } from '../fixtures/books.ts'
import { arbitraryNativeEvent } from '../usage/arbitrary-event.ts'
import { kindsOf, recordAt } from '../usage/given-event.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

function report(difference: unknown): void {
  expect(difference).toBeUndefined()
}

test("PostgreSQL's hash of an event is the recorder's to the bit, whatever its texts, times and numbers", async () => {
  await givenBooks(database.runtime, { from: '2026-01', customers: [{ id: 'c1' }] })
  const [events] = fc.sample(fc.array(arbitraryNativeEvent, { minLength: 500, maxLength: 500 }), 1)
  const sent = (events ?? []).map((event, index) => ({
    ...event,
    customer: 'c1',
    id: `${index} ${event.id}`.slice(0, 200).trim(),
    at: `2026-01-15T10:00:00.${String(index * 1999).padStart(6, '0')}Z`,
  }))
  const answers = await recordAt(database.runtime, '2026-01-31T00:00:00Z', sent)
  expect(new Set(kindsOf(answers))).toEqual(new Set(['recorded']))
  const { events: verified } = await verifyBooks(database.runtime, {}, report)
  expect(verified).toBe(500)
})
