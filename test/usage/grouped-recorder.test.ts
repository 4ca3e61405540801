import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BillingError } from '../../src/errors/billing-error.ts'
import { groupedRecorder, type SentEvents } from '../../src/usage/grouped-recorder.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { attributionAt, givenBooks, instantAt } from '../fixtures/books.ts'
import { aggregatesOf, recount } from './aggregates.ts'
import { kindsOf, receivedEvent } from './given-event.ts'

let db: TestDatabase
const customers = ['c1', 'c2', 'c3']
beforeAll(async () => {
  db = await testDatabase()
  await givenBooks(db.runtime, { customers: customers.map((id) => ({ id })) })
})
afterAll(() => db.drop())

const now = '2026-01-15T10:00:00Z'

function newRecorder(groupsAtOnce = 2) {
  return groupedRecorder(db.runtime, {
    groupsAtOnce,
    onRollUpFailure: (error) => {
      throw error
    },
  })
}

function request(
  events: readonly Readonly<Record<string, unknown>>[],
  refused: SentEvents['refused'] = [],
): SentEvents {
  const received = events.map((fields) => receivedEvent(fields, { at: now }))
  return { received, refused, attribution: attributionAt(instantAt(now)) }
}

/** One request’s events: a small space, so that requests repeat and contradict each other. */
const arbitraryRequest = fc.array(
  fc.record({
    customer: fc.constantFrom(...customers),
    id: fc.constantFrom('a', 'b', 'c'),
    quantity: fc.constantFrom(1, 2),
  }),
  { minLength: 1, maxLength: 6 },
)

test('what is recorded is in the aggregates soon, though nothing is recorded after it and the first roll-up fails', async () => {
  const failures: unknown[] = []
  const { record, ended } = groupedRecorder(db.runtime, {
    groupsAtOnce: 2,
    rollUpAfterMs: 1,
    onRollUpFailure: (error) => failures.push(error),
  })
  await db.owner.sql`alter table usage_totals rename to usage_totals_away`
  await record(request([{ customer: 'c1', id: 'alone', source: 'quiet' }]))
  await expect.poll(() => failures).not.toEqual([])
  await db.owner.sql`alter table usage_totals_away rename to usage_totals`
  await expect.poll(() => db.runtime.sql`select batch_id from pending_batches`).toEqual([])
  await ended()
})

let runs = 0

test('concurrent requests that repeat and contradict each other are answered as in some serial order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(arbitraryRequest, { minLength: 2, maxLength: 12 }), async (requests) => {
      runs += 1
      const source = `run-${runs}`
      const { record, ended } = newRecorder()
      const answers = await Promise.all(
        requests.map((events) => record(request(events.map((event) => ({ ...event, source }))))),
      )
      await ended()
      // Of each identity the first one wins, whole: recorded once; its equals repeat it, all others contradict it.
      const rows = await db.runtime.sql<{ key: string; quantity: string }[]>`
        select customer_id || ' ' || event_id as key, quantity::text from events where source = ${source}`
      const recorded = new Map(rows.map(({ key, quantity }) => [key, Number(quantity)]))
      expect(recorded.size).toBe(rows.length)
      const won = new Map<string, number>()
      for (const [index, events] of requests.entries()) {
        const kinds = kindsOf(answers[index] ?? [])
        expect(kinds).toHaveLength(events.length)
        for (const [place, { customer, id, quantity }] of events.entries()) {
          const key = `${customer} ${id}`
          const isSame = recorded.get(key) === quantity
          expect(kinds[place]).toMatch(isSame ? /recorded$/ : /^conflict$/)
          if (kinds[place] === 'recorded') won.set(key, (won.get(key) ?? 0) + 1)
          // Inside a request the order is known: what came first there cannot repeat what comes later.
          const earlier = events.slice(0, place).findIndex((each) => `${each.customer} ${each.id}` === key)
          if (earlier >= 0) expect(kinds[place]).not.toBe('recorded')
        }
      }
      expect([...won.values()].every((times) => times === 1)).toBe(true)
      expect(won.size).toBe(recorded.size)
    }),
    { numRuns: 40 },
  )
  expect(await aggregatesOf(db.runtime, customers)).toEqual(await recount(db.runtime, customers))
})

test('a group commits once: many small requests that arrive together take few database transactions', async () => {
  const { record, ended } = newRecorder(1)
  const requests = Array.from({ length: 200 }, (_, index) => ({ id: `g${index}`, customer: 'c1' }))
  const answers = await Promise.all(requests.map((event) => record(request([event]))))
  await ended()
  expect(answers.flatMap(kindsOf)).toEqual(requests.map(() => 'recorded'))
  const batches = await db.runtime.sql`select distinct batch_id from events where event_id like 'g%'`
  expect(batches).toHaveLength(2) // the first request alone, all others while it was recorded
})

test('a request that the database refuses fails alone, and whole', async () => {
  const { record, ended } = newRecorder(1)
  const sent = [
    request([{ id: 'p0', customer: 'c1' }]),
    request([{ id: 'p1', customer: 'c1' }]),
    poisoned('p2'),
    request([{ id: 'p3', customer: 'c1' }]),
  ]
  const outcomes = await Promise.allSettled(sent.map(record))
  await ended()
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  const rows = await db.runtime.sql<{ id: string }[]>`
    select event_id as id from events where event_id ~ '^p\\d' order by 1`
  expect(rows.map(({ id }) => id)).toEqual(['p0', 'p1', 'p3'])
})

/** Passed on without validation: PostgreSQL's texts hold no NUL. */
function poisoned(id: string): SentEvents {
  const sent = request([
    { id: `${id}-good`, customer: 'c1' },
    { id, customer: 'c1' },
  ])
  const received = sent.received.map((each, index) =>
    index === 0 ? each : { ...each, event: { ...each.event, identifier: 'a\0b' } },
  )
  return { ...sent, received }
}

test('senders are never mixed: a batch says who sent its events', async () => {
  const { record, ended } = newRecorder(1)
  const senders = ['one', 'two', 'one', 'two']
  await Promise.all(
    senders.map((recordedBy, index) => {
      const sent = request([{ id: `s${index}`, customer: 'c1' }])
      return record({ ...sent, attribution: { ...sent.attribution, recordedBy } })
    }),
  )
  await ended()
  const rows = await db.runtime.sql<{ by: string }[]>`
    select b.recorded_by as by from events join recording_batches b using (batch_id)
    where event_id ~ '^s\\d' order by event_id`
  expect(rows.map(({ by }) => by)).toEqual(senders)
})

test('hours are never mixed: what is received as an hour ends is counted in it', async () => {
  const { record, ended } = newRecorder(1)
  const times = ['09:30:00', '09:59:59.9', '10:00:00', '09:59:59.95'].map((time) => `2026-01-15T${time}Z`)
  await Promise.all(
    times.map((at, index) => {
      const sent = request([{ id: `h${index}`, customer: 'c1' }])
      return record({ ...sent, attribution: attributionAt(instantAt(at)) })
    }),
  )
  await ended()
  const rows = await db.runtime.sql<{ hour: number }[]>`
    select extract(hour from b.recorded_at)::int as hour from events join recording_batches b using (batch_id)
    where event_id ~ '^h\\d' order by event_id`
  expect(rows.map(({ hour }) => hour)).toEqual([9, 9, 10, 9])
})

test('what recorded nothing is counted with the request it was in, and not when that fails', async () => {
  const { record, ended } = newRecorder(1)
  const attribution = { ...attributionAt(instantAt(now)), recordedBy: 'counted' }
  const malformed = { source: null, answer: 'refused', reason: 'malformed' } as const
  const sent = request(
    [
      { id: 'u1', customer: 'c1', source: 'g' },
      { id: 'u1', customer: 'c1', source: 'g' },
      { id: 'u1', customer: 'c1', source: 'g', quantity: 2 },
      { id: 'u2', customer: 'nobody', source: 'g' },
    ],
    [malformed, malformed],
  )
  await record({ ...sent, attribution })
  await record({ ...request([], [malformed]), attribution })
  await expect(record({ ...poisoned('u3'), refused: [malformed], attribution })).rejects.not.toBeInstanceOf(
    BillingError,
  )
  await ended()
  const rows = await db.runtime.sql`
    select source, answer, reason, sum(event_count)::int as events from unrecorded_answers
    where recorded_by = 'counted' group by 1, 2, 3 order by 2, 3, 1`
  expect([...rows]).toEqual([
    { source: 'g', answer: 'already-recorded', reason: null, events: 1 },
    { source: 'g', answer: 'conflict', reason: null, events: 1 },
    { source: null, answer: 'refused', reason: 'malformed', events: 3 },
    { source: 'g', answer: 'refused', reason: 'unknown-customer', events: 1 },
  ])
})
