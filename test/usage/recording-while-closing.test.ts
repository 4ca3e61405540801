import { afterAll, beforeAll, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { attributionAt, givenBooks, instantAt } from '../fixtures/books.ts'
import { recordAt } from './given-event.ts'

let db: TestDatabase
let wide: DatabasePool
beforeAll(async () => {
  db = await testDatabase()
  const [row] = await db.runtime.sql<{ name: string }[]>`select current_database() as name`
  if (row === undefined) throw new Error('there is no database')
  wide = connect(db.server, { as: 'runtime', database: row.name, connections: 8 })
  const customers = Array.from({ length: 20 }, (_, index) => ({ id: `c${index}` }))
  await givenBooks(db.runtime, { from: '2026-01', customers })
})
afterAll(async () => {
  await wide.close()
  await db.drop()
})

// The senders' clock is still in January: the closing may run on a machine whose clock is ahead.
const sendersNow = '2026-01-31T12:00:00Z'

test('events sent without pause while a month closes land before the close or in the next month', async () => {
  let isClosing = true
  let sent = 0
  const answers: Awaited<ReturnType<typeof recordAt>>[number][] = []
  async function send(sender: number): Promise<void> {
    // On after the close for a while, so that events of both sides are there.
    for (let after = 0; after < 5; after += isClosing ? 0 : 1) {
      const customer = `c${(sent + sender) % 20}`
      const batch = Array.from({ length: 30 }, () => ({
        id: `e${(sent += 1)}`,
        customer,
        at: '2026-01-20T08:00:00Z',
      }))
      answers.push(...(await recordAt(wide, sendersNow, batch)))
    }
  }
  const senders = Promise.all([0, 1, 2, 3, 4, 5].map(send))
  await expect.poll(() => answers.length, { timeout: 30_000 }).toBeGreaterThan(1000)
  const closed = await closeMonth(
    db.runtime,
    billingMonth('2026-01'),
    attributionAt(instantAt('2026-02-01T08:00:00Z')),
  )
  isClosing = false
  await senders
  expect(closed).toBe('closed')
  expect(answers).toHaveLength(sent)
  expect(new Set(answers.map((answer) => answer.kind))).toEqual(new Set(['recorded']))
  const [rows] = await db.owner.sql`
    select (select count(*)::int from events where posting_month = '2026-01-01') as before,
      (select count(*)::int from events where posting_month = '2026-02-01') as after,
      (select sum(event_count)::int from usage_totals where posting_month = '2026-01-01') as billed`
  expect(rows?.['before'] + rows?.['after']).toBe(sent)
  // What is in the closed month was in the aggregates when it closed: nothing is billed too late or never.
  expect(rows?.['billed']).toBe(rows?.['before'])
  expect(rows?.['after']).toBeGreaterThan(0)
})
