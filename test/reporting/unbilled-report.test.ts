import { afterAll, beforeAll, expect, test } from 'vitest'
import { standingHolds } from '../../src/reporting/holds-report.ts'
import { unbilledReport } from '../../src/reporting/unbilled-report.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, openBooks } from '../invoicing/books.ts'
import { aprilIssued, juneIssued, marchIssued, mayClosed, mayIssued, mayRunning } from './story.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

/** `kind posted/used events quantity customers` */
async function unbilled(): Promise<readonly string[]> {
  return (await unbilledReport(database.runtime)).map(
    ({ kind, postingMonth, usageMonth, events, quantity, customers }) =>
      `${kind} ${postingMonth.slice(5)}/${usageMonth.slice(5)} ${events} ${quantity.toFixed()} ${customers}`,
  )
}

async function holds(): Promise<readonly string[]> {
  return (await standingHolds(database.runtime)).map(
    ({ customer, usageMonth, heldIn, reason }) =>
      `${customer} ${usageMonth.slice(5)} in ${heldIn.slice(5)}: ${reason.reason}`,
  )
}

const neverBilled = [
  'other-channel 03/03 1 4 1',
  'failed 03/03 1 1 1',
  'not-eligible 03/03 1 1 1',
  'api-closed 03/03 1 1 1',
]

test('after a run there is what is never billed, and what is held', async () => {
  await marchIssued(database.runtime)
  expect(await unbilled()).toEqual([...neverBilled, 'held 03/03 1 5 1'])
  expect(await holds()).toEqual(['c2 03 in 03: revenue-unknown'])
  expect((await standingHolds(database.runtime))[0]?.sentence).toBe(
    'no revenue is reported for the month; report it, or agree a monthly fee',
  )
})

test('a hold stands until it ends, and late calls of a held month are held', async () => {
  await aprilIssued(database.runtime)
  expect(await unbilled()).toEqual([
    ...neverBilled,
    'held 03/03 1 5 1',
    'held 04/03 1 1 1',
    'held 04/04 1 1 1',
  ])
  expect(await holds()).toEqual(['c2 03 in 04: revenue-unknown', 'c2 04 in 04: revenue-unknown'])
})

const stillHeld = ['held 03/03 1 5 1', 'held 04/03 1 1 1', 'held 04/04 1 1 1']

test('a closed month waits for its run, an open one for its end', async () => {
  await mayClosed(database.runtime)
  expect(await unbilled()).toEqual([
    ...neverBilled,
    ...stillHeld,
    'month-not-issued 05/05 2 2 2',
    'month-open 06/06 1 1 1',
  ])
})

test('a killed run has billed the customers it came to, and the holds of the others stand', async () => {
  await mayRunning(database.runtime)
  expect(await unbilled()).toEqual([
    ...neverBilled,
    ...stillHeld,
    'run-not-complete 05/05 1 1 1',
    'month-open 06/06 1 1 1',
  ])
  expect(await holds()).toEqual(['c2 03 in 04: revenue-unknown', 'c2 04 in 04: revenue-unknown'])
})

test('a hold that has ended leaves nothing behind', async () => {
  await mayIssued(database.runtime)
  expect(await unbilled()).toEqual([...neverBilled, 'month-open 06/06 1 1 1'])
  expect(await holds()).toEqual([])
})

test('what was billed before a new hold is not reported as unbilled', async () => {
  await juneIssued(database.runtime)
  expect(await unbilled()).toEqual([...neverBilled, 'held 06/05 1 7 1', 'held 06/06 1 1 1'])
  expect(await holds()).toEqual(
    ['03', '04', '05', '06'].map((month) => `c2 ${month} in 06: above-listed-classes`),
  )
  expect((await standingHolds(database.runtime))[0]?.reason).toEqual({
    reason: 'above-listed-classes',
    revenue: '50000000',
    endOfTable: '10000000',
  })
})

test('the rows and the billed events are every recorded event, each once', async () => {
  const rows = await unbilledReport(database.runtime)
  const [recorded] = await database.runtime.sql<{ count: number }[]>`select count(*)::int from events`
  const billed = ['e1', 'e4', 'b1', 'e5', 'b2', 'b3', 'e6', 'b4', 'e7']
  expect(rows.reduce((sum, { events }) => sum + events, billed.length)).toBe(recorded?.count)
})

test('calls imported from before the first price list are never billed', async () => {
  const other = await testDatabase()
  try {
    await openBooks(other.runtime)
    await addCustomer(other.runtime, { id: 'c1', from: '2025-11', api: ['2025-11-01T00:00:00+02:00'] })
    const at = '2025-12-31T23:59:59+02:00'
    await call(other.runtime, { id: 'x', customer: 'c1', at, recordedAt: '2026-01-05T10:00:00+02:00' })
    expect(await unbilledReport(other.runtime)).toMatchObject([
      { kind: 'before-first-month', postingMonth: '2026-01', usageMonth: '2025-12', events: 1 },
    ])
  } finally {
    await other.drop()
  }
})
