import { afterAll, beforeAll, expect, test } from 'vitest'
import { standingHolds, type HoldsAsked, type PlaceOfHold } from '../../src/reporting/holds-report.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, closeAndRun, openBooks } from '../invoicing/books.ts'

let database: TestDatabase
/** In byte order. */
const customers = ['A', 'B', 'a', 'Ä']

beforeAll(async () => {
  database = await testDatabase()
  await openBooks(database.runtime)
  const at = '2026-01-10T10:00:00+02:00'
  for (const id of customers) {
    await addCustomer(database.runtime, { id, revenue: null, api: ['2026-01-01T00:00:00+02:00'] })
    await call(
      database.runtime,
      { id: 'first', customer: id, at },
      { id: 'scan', customer: id, resource: 'escan.nv', method: 'POST', at },
    )
  }
  await closeAndRun(database.runtime, '2026-01', '2026-02-02T08:00:00+02:00')
  await closeAndRun(database.runtime, '2026-02', '2026-03-02T08:00:00+02:00')
})
afterAll(() => database.drop())

async function places(asked: HoldsAsked = {}): Promise<readonly PlaceOfHold[]> {
  const holds = await standingHolds(database.runtime, asked)
  return holds.map(({ customer, usageMonth, reason }) => [customer, usageMonth, reason.reason])
}

test('holds are listed by customer, usage month and reason, byte by byte', async () => {
  expect(await places()).toEqual(
    customers.flatMap((customer) => [
      [customer, '2026-01', 'no-transaction-price'],
      [customer, '2026-01', 'revenue-unknown'],
      [customer, '2026-02', 'revenue-unknown'],
    ]),
  )
})

test.each([1, 2, 5, 12, 13])('pages of %i, one after the other, are the whole list', async (limit) => {
  const whole = await places()
  const walked: PlaceOfHold[] = []
  while (walked.length < whole.length) {
    const page = await places({ limit, after: walked.at(-1) })
    expect(page).toEqual(whole.slice(walked.length, walked.length + limit))
    walked.push(...page)
  }
  expect(await places({ limit, after: walked.at(-1) })).toEqual([])
})

test('holds of some customers are those of the whole list', async () => {
  const whole = await places()
  const some = ['B', 'Ä', 'nobody']
  expect(await places({ customers: some })).toEqual(whole.filter(([customer]) => some.includes(customer)))
  expect(await places({ customers: [] })).toEqual([])
})
