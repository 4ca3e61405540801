import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { givenBooks } from '../fixtures/books.ts'
import { kindsOf, recordAt } from './given-event.ts'

let db: TestDatabase
let wide: DatabasePool
const customers = Array.from({ length: 20 }, (_, index) => ({ id: `c${index}` }))
beforeAll(async () => {
  db = await testDatabase()
  const [row] = await db.runtime.sql<{ name: string }[]>`select current_database() as name`
  if (row === undefined) throw new Error('there is no database')
  wide = connect(db.server, { as: 'runtime', database: row.name, connections: 8 })
  await givenBooks(db.runtime, { from: '2026-01', customers })
})
afterAll(async () => {
  await wide.close()
  await db.drop()
})

const now = '2026-03-10T08:00:00Z'

test('the first events of new months, sent at once, find their partitions', async () => {
  const answers = await Promise.all(
    customers.map(({ id }) =>
      recordAt(wide, now, [{ id: 'first', customer: id, at: '2026-02-10T08:00:00Z' }]),
    ),
  )
  expect(answers.flatMap(kindsOf)).toEqual(customers.map(() => 'recorded'))
})

test('eight senders of overlapping batches in any order record each event exactly once', async () => {
  const events = Array.from({ length: 600 }, (_, index) => ({
    id: `e${index}`,
    customer: `c${index % 20}`,
    at: index % 2 === 0 ? now : '2026-02-28T23:00:00Z',
  }))
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, sender) => {
      // Every sender sends most of the events, each in an order of its own.
      const own = events.filter((_event, index) => index % 8 !== sender)
      const turned = own.toSorted((one, other) => hashOf(one.id, sender) - hashOf(other.id, sender))
      return recordAt(wide, now, turned)
    }),
  )
  const kinds = answers.flatMap(kindsOf)
  expect(kinds.filter((kind) => kind === 'recorded')).toHaveLength(600)
  expect(kinds.filter((kind) => kind === 'already-recorded')).toHaveLength(7 * 600 - 600)
  const rows = await wide.sql`
    select customer_id, event_id from events where event_id like 'e%' group by 1, 2 having count(*) = 1`
  expect(rows).toHaveLength(600)
})

test('one id with two times in two months, sent at once, is recorded once and conflicts once', async () => {
  const rounds = Array.from({ length: 30 }, (_, round) => round)
  const kinds = await Promise.all(
    rounds.map(async (round) => {
      const answers = await Promise.all(
        ['2026-01-20T08:00:00Z', '2026-02-20T08:00:00Z'].map((at) =>
          recordAt(wide, now, [{ id: `twice-${round}`, customer: `c${round % 3}`, at }]),
        ),
      )
      return answers.flatMap(kindsOf).toSorted()
    }),
  )
  expect(kinds).toEqual(rounds.map(() => ['conflict', 'recorded']))
})

function hashOf(text: string, salt: number): number {
  let hash = salt + 1
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}
