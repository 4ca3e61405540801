import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rollUpUsage } from '../../src/usage/roll-up-usage.ts'
import type { TestDatabase } from '../database/test-database.ts'
import { call } from '../invoicing/books.ts'
import { guardedBooks } from './guarded-books.ts'
import { expectRefused, expectTaken, type Forbidden } from './refusal.ts'
import { batch, event } from './statements.ts'

// March has sums already, and a batch that waits.
let db: TestDatabase
beforeAll(async () => {
  db = await guardedBooks()
  await rollUpUsage(db.runtime)
  await call(db.runtime, { id: 'e3', customer: 'c1', at: '2026-03-04T08:30:00+02:00' })
})
afterAll(() => db.drop())

const march = { usage: '2026-03-01', posting: '2026-03-01' }

const batches: readonly Forbidden[] = [
  ['an event of a batch that is not there', event({ ...march, batch: '999' }), 'batches-are-counted-once'],
  ['an event added to a batch that was counted', event({ ...march, batch: '1' }), 'batches-are-counted-once'],
  [
    "a partition's event of a batch that was counted",
    event({ ...march, batch: '1', table: 'events_2026_03' }),
    'batches-are-counted-once',
  ],
  ['fewer events than their batch says', batch(2) + event(march), 'batches-are-counted-once'],
  ['counting a batch again', 'insert into pending_batches values (1)', 'batches-are-counted-once'],
  ['leaving a batch out', 'delete from pending_batches', 'batches-are-counted-once'],
  ['leaving all batches out', 'truncate pending_batches', 'batches-are-counted-once'],
  ['another batch in its place', 'update pending_batches set batch_id = 1', 'batches-are-counted-once'],
  [
    'a batch left out by merge',
    'merge into pending_batches using (select 1) one on true when matched then delete',
    'batches-are-counted-once',
  ],
]

describe('a batch waits for its roll-up from its recording on, and is counted once', () => {
  test.each(batches)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })

  test('a batch with its events is taken, and waits', async () => {
    await expectTaken(db.runtime, batch(1) + event(march))
    const waiting = await db.runtime.sql`select from pending_batches`
    expect(waiting).toHaveLength(1)
  })
})

const lower = 'set event_count = event_count - 1'
const same = 'set quantity = quantity + 1'
const moved = `set customer_id = 'c2', event_count = event_count + 1, quantity = quantity + 1`

const sums: readonly Forbidden[] = ['usage_totals', 'usage_by_day'].flatMap((table): Forbidden[] => [
  [`${table}: lowering them`, `update ${table} ${lower}`, 'sums-only-grow'],
  [`${table}: more of the same events`, `update ${table} ${same}`, 'sums-only-grow'],
  [`${table}: somebody else's`, `update ${table} ${moved}`, 'sums-only-grow'],
  [`${table}: deleting them`, `delete from ${table}`, 'sums-only-grow'],
  [
    `${table}: truncating them`,
    `truncate ${table}`,
    table === 'usage_totals' ? 'append-only' : 'sums-only-grow',
  ],
])

describe('sums only grow, by what is rolled up', () => {
  test.each(sums)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })
})
