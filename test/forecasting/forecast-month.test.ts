import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatMoney } from '../../rules/money.ts'
import { forecastMonth } from '../../src/forecasting/forecast-month.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, closeAndRun, openBooks } from '../invoicing/books.ts'
import { instant } from '../rules/examples.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  const db = database.runtime
  await openBooks(db)
  for (const id of ['c1', 'c2', 'idle']) await addCustomer(db, { id, api: ['2026-01-02T09:00:00+02:00'] })
  await call(db, { id: 'j1', customer: 'c1', quantity: 4, at: '2026-01-10T10:00:00+02:00' })
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  const recordedAt = '2026-03-05T10:00:00+02:00'
  await call(
    db,
    { id: 'late', customer: 'c1', quantity: 8, at: '2026-02-20T10:00:00+02:00', recordedAt },
    { id: 'm1', customer: 'c1', quantity: 3, at: '2026-03-03T10:00:00+02:00' },
    { id: 'm2', customer: 'c2', quantity: 1, at: '2026-03-03T11:00:00+02:00' },
    { id: 'm3', customer: 'c2', resource: 'customerlist.nv', method: 'GET', at: '2026-03-03T12:00:00+02:00' },
  )
})
afterAll(() => database.drop())

async function forecastAt(at: string, ...customers: readonly string[]) {
  return forecastMonth(database.runtime, {
    asOf: instant(at),
    customers: customers.length === 0 ? undefined : customers,
  })
}

/** `resource quantity forecast`, then `so far -> forecast`, in net. */
async function told(at: string, ...customers: readonly string[]): Promise<readonly string[]> {
  const { resources, soFar, forecast } = await forecastAt(at, ...customers)
  return [
    ...resources.map(
      (each) => `${each.resource} ${each.quantity.toFixed()} ${each.forecastQuantity?.toFixed()}`,
    ),
    `${formatMoney(soFar.net)} -> ${forecast === null ? 'nothing said' : formatMoney(forecast.net)}`,
  ]
}

test('a third of the month triples what was used in it; fees and late calls of February stay as they are', async () => {
  // 743 hours: the month's third is 247 hours and 40 minutes after it began
  expect(await told('2026-03-11T07:40:00+02:00')).toEqual([
    'customerlist.nv 1 3',
    'purchaseinvoice.nv 4 12',
    '81.00 -> 83.00', // two fees and 8 late at 0.25 are 80.00; 4 and then 12 at 0.25
  ])
})

test('a customer is forecast by itself, one that never called comes to nothing, and all are their sum', async () => {
  const at = '2026-03-11T07:40:00+02:00'
  expect(await told(at, 'c1')).toEqual(['purchaseinvoice.nv 3 9', '41.75 -> 43.25'])
  expect(await told(at, 'c2')).toEqual(['customerlist.nv 1 3', 'purchaseinvoice.nv 1 3', '39.25 -> 39.75'])
  expect(await told(at, 'idle')).toEqual(['0.00 -> 0.00'])
  expect(await told(at, 'c2', 'c1', 'c2')).toEqual(await told(at))
})

test('every customer is cut to whole documents before they are added up', async () => {
  // half an hour after the third: 3 come to less than 9, 1 to less than 3
  expect(await told('2026-03-11T08:10:00+02:00')).toEqual([
    'customerlist.nv 1 2',
    'purchaseinvoice.nv 4 10',
    '81.00 -> 82.50',
  ])
})

test.each([
  ['2026-03-01T00:00:00+02:00', '0', false],
  ['2026-03-04T02:17:59.999999+02:00', '0.0999', false],
  ['2026-03-04T02:18:00+02:00', '0.1', true],
  ['2026-03-16T11:30:00+02:00', '0.5', true], // half of 743 hours, 371.5
  ['2026-03-29T02:59:59+02:00', '0.9084', true], // the hour that is left out is not counted
  ['2026-03-29T04:00:00+03:00', '0.9084', true],
  ['2026-03-31T23:59:59.999999+03:00', '0.9999', true],
])('at %s %s of the month has passed, and a forecast is made: %s', async (at, elapsed, isMade) => {
  const forecast = await forecastAt(at)
  expect([forecast.month, forecast.elapsed.toFixed(), forecast.forecast !== null]).toEqual([
    '2026-03',
    elapsed,
    isMade,
  ])
})

test('the next month begins with what goes on by itself, planned after the one that is still open', async () => {
  const { month, resources, soFar } = await forecastAt('2026-04-01T00:00:00+03:00')
  expect([month, resources, formatMoney(soFar.net)]).toEqual(['2026-04', [], '78.00'])
})

test('without a price list there is no month to forecast', async () => {
  const empty = await testDatabase()
  try {
    await expect(
      forecastMonth(empty.runtime, { asOf: instant('2026-03-16T12:00:00+02:00') }),
    ).rejects.toMatchObject({ code: 'no-price-list' })
  } finally {
    await empty.drop()
  }
})

test('books without history come to nothing', async () => {
  const fresh = await testDatabase()
  try {
    await openBooks(fresh.runtime)
    const { resources, soFar, forecast } = await forecastMonth(fresh.runtime, {
      asOf: instant('2026-01-20T12:00:00+02:00'),
    })
    expect([resources, soFar.invoices, forecast?.invoices, forecast?.net.toFixed()]).toEqual([[], 0, 0, '0'])
  } finally {
    await fresh.drop()
  }
})
