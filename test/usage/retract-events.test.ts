import { afterEach, beforeEach, expect, test } from 'vitest'
import { formatMoney } from '../../rules/money.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { readDocuments } from '../../src/documents/read-documents.ts'
import { findEvents } from '../../src/usage/find-events.ts'
import { retractEvents } from '../../src/usage/retract-events.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, clerk, closeAndRun, openBooks } from '../invoicing/books.ts'

let database: TestDatabase
let db: Database

beforeEach(async () => {
  database = await testDatabase()
  db = database.runtime
  await openBooks(db)
  await addCustomer(db, { id: 'c1', api: ['2026-01-02T09:00:00+02:00'] })
})
afterEach(() => database.drop())

/** Takes back every recorded event with one of the ids. */
async function takeBack(at: string, ...ids: readonly string[]): Promise<void> {
  const found = await Promise.all(ids.map((id) => findEvents(db, { customer: 'c1', id })))
  await atomically(db, (tx) => retractEvents(tx, found.flat(), 'sent by mistake', clerk(at)))
}

/** Each document as `month: usage month charge quantity net; …`. */
async function issued(): Promise<readonly string[]> {
  const documents = await readDocuments(db, {})
  return documents.map(
    ({ month, lines }) =>
      `${month}: ${lines
        .map(({ usageMonth, charge, quantity, net }) =>
          [usageMonth, charge.replace('transaction-fee:', ''), quantity.toFixed(), formatMoney(net)].join(
            ' ',
          ),
        )
        .join('; ')}`,
  )
}

test('what is taken back after its month was billed is credited on the next invoice', async () => {
  await call(
    db,
    { id: 'a', customer: 'c1', at: '2026-01-10T10:00:00+02:00' },
    { id: 'b', customer: 'c1', quantity: 3, at: '2026-01-11T10:00:00+02:00' },
  )
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await takeBack('2026-02-10T08:00:00+02:00', 'b')
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  expect(await issued()).toEqual([
    '2026-01: 2026-01 monthly-fee 1 39.00; 2026-01 purchaseinvoice.nv 4 1.00',
    '2026-02: 2026-01 purchaseinvoice.nv -3 -0.75; 2026-02 monthly-fee 1 39.00',
  ])
})

test('when the first success is taken back, the next one that is left starts the span', async () => {
  await call(
    db,
    { id: 'a', customer: 'c1', method: 'GET', at: '2026-01-10T10:00:00+02:00' },
    {
      id: 'b',
      customer: 'c1',
      method: 'GET',
      at: '2026-02-11T10:00:00+02:00',
      recordedAt: '2026-02-11T10:00:00+02:00',
    },
  )
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await takeBack('2026-02-12T08:00:00+02:00', 'a')
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  expect(await issued()).toEqual([
    '2026-01: 2026-01 monthly-fee 1 39.00',
    '2026-02: 2026-01 monthly-fee -1 -39.00; 2026-02 monthly-fee 1 39.00',
  ])
})

test('of a closed month the next success is found among the events of that posting month, one after the other', async () => {
  for (const [id, day] of [
    ['a', 10],
    ['b', 11],
    ['c', 12],
  ] as const)
    await call(db, { id, customer: 'c1', method: 'GET', at: `2026-01-${day}T10:00:00+02:00` })
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await takeBack('2026-02-10T08:00:00+02:00', 'a', 'b')
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  await takeBack('2026-03-10T08:00:00+02:00', 'c')
  await closeAndRun(db, '2026-03', '2026-04-02T08:00:00+03:00')
  expect(await issued()).toEqual([
    '2026-01: 2026-01 monthly-fee 1 39.00',
    '2026-02: 2026-02 monthly-fee 1 39.00',
    '2026-03: 2026-01 monthly-fee -1 -39.00; 2026-02 monthly-fee -1 -39.00',
  ])
})

test('what is taken back in its own open month is never billed, and a later success found earlier still counts', async () => {
  await closeAndRun(db, '2026-01', '2026-02-01T08:00:00+02:00')
  await call(db, {
    id: 'a',
    customer: 'c1',
    method: 'GET',
    at: '2026-01-30T10:00:00+02:00',
    recordedAt: '2026-02-02T08:00:00+02:00',
  })
  await takeBack('2026-02-03T08:00:00+02:00', 'a')
  await call(db, { id: 'c', customer: 'c1', method: 'GET', at: '2026-02-20T10:00:00+02:00' })
  await call(db, {
    id: 'b',
    customer: 'c1',
    method: 'GET',
    at: '2026-02-10T10:00:00+02:00',
    recordedAt: '2026-02-21T08:00:00+02:00',
  })
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  expect(await issued()).toEqual(['2026-02: 2026-02 monthly-fee 1 39.00'])
})

test('an event is taken back once; sent again it is already recorded, and stays taken back', async () => {
  await call(db, { id: 'a', customer: 'c1', at: '2026-01-10T10:00:00+02:00' })
  await takeBack('2026-01-11T10:00:00+02:00', 'a')
  await expect(takeBack('2026-01-12T10:00:00+02:00', 'a')).rejects.toMatchObject({
    code: 'already-retracted',
  })
  await expect(call(db, { id: 'a', customer: 'c1', at: '2026-01-10T10:00:00+02:00' })).rejects.toThrow(
    'already-recorded',
  )
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  expect(await issued()).toEqual([])
})
