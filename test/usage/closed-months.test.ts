import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atomically } from '../../src/database/atomically.ts'
import type { DatabasePool } from '../../src/database/client.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { givenBooks, givenClosed } from '../fixtures/books.ts'
import { recordAt } from './given-event.ts'

// January is closed; every month has an event, and so a partition.
let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await givenBooks(db.runtime, { from: '2026-01', customers: [{ id: 'c1' }] })
  await recordAt(db.runtime, '2026-01-10T08:00:00Z', [{ id: 'january' }])
  await givenClosed(db.runtime, '2026-01', '2026-02-02T08:00:00Z')
  await recordAt(db.runtime, '2026-02-10T08:00:00Z', [{ id: 'february' }])
  await recordAt(db.runtime, '2026-03-10T08:00:00Z', [{ id: 'march' }])
})
afterAll(() => db.drop())

const columns = `batch_id, quantity, body_hash_high, body_hash_low, duration_ms, opening_number, disposition, outcome,
  channel, customer_id, source, resource, method, identifier`

/** An insert that copies the January event under a new id, into the table or partition, with these two months. */
function copy(table: string, postingMonth: string, usageMonth: string): string {
  return `insert into ${table} (posting_month, usage_month, at, event_id, ${columns})
    select '${postingMonth}', '${usageMonth}', at, 'copy', ${columns} from events where event_id = 'january'`
}

async function refusalOf(pool: DatabasePool, statement: string): Promise<unknown> {
  return atomically(pool, (tx) => tx.sql.unsafe(statement)).then(
    () => 'it was done',
    (error: unknown) => error,
  )
}

describe.each(['owner', 'runtime'] as const)('the database, to the %s', (role) => {
  test.each([
    ['the table', copy('events', '2026-01-01', '2026-01-01')],
    ['the partition of the closed month', copy('events_2026_01', '2026-01-01', '2026-01-01')],
    ['a later open month than its own', copy('events', '2026-03-01', '2026-01-01')],
    ['the partition of a later month than its own', copy('events_2026_02', '2026-02-01', '2026-03-01')],
  ])('refuses to post to a closed or wrong month: %s', async (_name, statement) => {
    const error = await refusalOf(db[role], statement)
    const byPrivilege = role === 'runtime' && statement.includes('into events_')
    expect(error).toMatchObject(
      byPrivilege
        ? { code: 'database-privileges' }
        : {
            code: 'guarantee-violated',
            details: { guarantee: 'nothing-posted-to-a-closed-month' },
          },
    )
  })

  test.each(
    ['events', 'events_2026_01', 'events_2026_02'].flatMap((table) => [
      `update ${table} set quantity = 7`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]),
  )('refuses: %s', async (statement) => {
    const error = await refusalOf(db[role], statement)
    expect(error).toMatchObject(
      role === 'owner'
        ? { code: 'guarantee-violated', details: { guarantee: 'append-only' } }
        : { code: 'database-privileges' },
    )
  })
})

test('nothing of this changed an event', async () => {
  const rows = await db.owner.sql`select event_id, quantity from events order by event_id`
  expect(rows).toEqual([
    { event_id: 'february', quantity: '1' },
    { event_id: 'january', quantity: '1' },
    { event_id: 'march', quantity: '1' },
  ])
})
