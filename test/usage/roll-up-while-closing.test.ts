import { afterEach, beforeEach, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { atomically } from '../../src/database/atomically.ts'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { oldestOpenMonth } from '../../src/months/oldest-open-month.ts'
import { recordEvents } from '../../src/usage/record-events.ts'
import { rollUpUsage } from '../../src/usage/roll-up-usage.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { attributionAt, givenBooks, instantAt } from '../fixtures/books.ts'
import { receivedEvent } from './given-event.ts'

const sent = '2026-01-20T08:00:00Z'
const closing = attributionAt(instantAt('2026-02-01T08:00:00Z'))

let database: TestDatabase
let wide: DatabasePool
beforeEach(async () => {
  database = await testDatabase()
  wide = connect(database.server, { as: 'runtime', database: database.name, connections: 8 })
  await givenBooks(wide, { customers: [{ id: 'c1' }] })
})
afterEach(async () => {
  await wide.close()
  await database.drop()
})

test('a roll-up that begins while a closing waits for its turn does not stop the closing, nor is it stopped', async () => {
  const [first, second] = [await recordingInFlight(), await recordingInFlight()]
  const closed = closeMonth(wide, billingMonth('2026-01'), closing)
  closed.catch(() => undefined)
  await untilWaiting(1)
  await first.record()
  const rolledUp = rollUpUsage(wide)
  rolledUp.catch(() => undefined)
  await untilWaiting(2)
  await second.record()
  expect(await closed).toBe('closed')
  await rolledUp
  expect(
    await wide.sql`
    select posting_month::text, event_count::integer as events from usage_totals`,
  ).toEqual([{ posting_month: '2026-01-01', events: 2 }])
  expect(await wide.sql`select from pending_batches`).toHaveLength(0)
})

let recordings = 0

/** A recording that has found its month and goes on when it is told to: a closing waits for it. */
async function recordingInFlight(): Promise<{ record(): Promise<void> }> {
  const [found, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const event = receivedEvent({ id: `e${(recordings += 1)}`, at: sent }, { at: sent })
  const recorded = atomically(wide, async (tx) => {
    await oldestOpenMonth(tx)
    found.resolve()
    await told.promise
    await recordEvents(tx, [event], attributionAt(instantAt(sent)))
  })
  await found.promise
  return {
    record: () => {
      told.resolve()
      return recorded
    },
  }
}

/** Until so many wait for an advisory lock of this database. */
async function untilWaiting(count: number): Promise<void> {
  while ((await waitingForTurns()).length < count);
}

function waitingForTurns() {
  return database.owner.sql`
    select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`
}
