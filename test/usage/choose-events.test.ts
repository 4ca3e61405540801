import { afterAll, beforeAll, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import type { DatabasePool } from '../../src/database/client.ts'
import { chooseEvents, type NamedEvent } from '../../src/usage/choose-events.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, closeAndRun, openBooks } from '../invoicing/books.ts'

let database: TestDatabase
let db: DatabasePool
beforeAll(async () => {
  database = await testDatabase()
  db = database.runtime
  await openBooks(db)
  for (const id of ['c1', 'c2']) await addCustomer(db, { id, api: ['2026-01-02T09:00:00+02:00'] })
  await call(
    db,
    { id: 'a', customer: 'c1', at: '2026-01-10T10:00:00+02:00' },
    { id: 'two', source: 'x', customer: 'c1', at: '2026-01-11T10:00:00+02:00' },
    { id: 'two', source: 'y', customer: 'c1', at: '2026-01-12T10:00:00+02:00' },
    { id: 'again', customer: 'c1', at: '2026-01-13T10:00:00+02:00' },
    { id: 'else', customer: 'c2', at: '2026-01-13T10:00:00+02:00' },
  )
  for (const [month, at] of [
    ['2026-01', '2026-02-02T08:00:00+02:00'],
    ['2026-02', '2026-03-02T08:00:00+02:00'],
    ['2026-03', '2026-04-02T08:00:00+03:00'],
  ] as const)
    await closeAndRun(db, month, at)
  await call(db, { id: 'again', customer: 'c1', at: '2026-04-10T10:00:00+03:00' }) // another event, by its time
})
afterAll(() => database.drop())

async function chosen(...names: readonly NamedEvent[]): Promise<readonly string[]> {
  const events = await chooseEvents(db, 'c1', names)
  return events.map(({ id, source, postingMonth }) => `${id} ${source} ${postingMonth}`)
}

test('events are chosen by id, each once however often it is named, oldest first', async () => {
  expect(await chosen({ id: 'two', source: 'x' }, { id: 'a' }, { id: 'a', source: 'default' })).toEqual([
    'a default 2026-01',
    'two x 2026-01',
  ])
})

test('an id of several senders is refused, says which, and is told apart by its source', async () => {
  await expect(chosen({ id: 'a' }, { id: 'two' })).rejects.toMatchObject({
    code: 'ambiguous-event',
    message: expect.stringMatching(
      /two: source x, posted in 2026-01; source y, posted in 2026-01\. .*--source/,
    ),
  })
  expect(await chosen({ id: 'two', source: 'y' })).toEqual(['two y 2026-01'])
})

test('an id used again later is refused, and is told apart by its posting month', async () => {
  await expect(chosen({ id: 'again' })).rejects.toMatchObject({ code: 'ambiguous-event' })
  const postingMonth = billingMonth('2026-04')
  expect(await chosen({ id: 'again', postingMonth })).toEqual(['again default 2026-04'])
})

test("what is not recorded is refused by name, another customer's event and a wrong source too", async () => {
  await expect(
    chosen({ id: 'a' }, { id: 'none' }, { id: 'else' }, { id: 'a', source: 'z' }),
  ).rejects.toMatchObject({
    code: 'unknown-event',
    message: expect.stringContaining('none, else, a (source z)'),
  })
})
