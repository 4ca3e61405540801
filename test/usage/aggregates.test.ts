import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rollUpUsage } from '../../src/usage/roll-up-usage.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { givenBooks } from '../fixtures/books.ts'
import { aggregatesNow, aggregatesOf, recount } from './aggregates.ts'
import { recordAt } from './given-event.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

// Few values each, so that events fall into the same groups, tie for the first success, and repeat.
const sentEvent = fc.record({
  id: fc.integer({ min: 1, max: 12 }).map((number) => `e${number}`),
  source: fc.constantFrom('a', 'b'),
  customer: fc.constantFrom('twice', 'once'),
  resource: fc.constantFrom('escan.nv', 'customer.nv'),
  method: fc.constantFrom('POST', 'GET'),
  outcome: fc.constantFrom('ok', 'ok', 'failed'),
  channel: fc.constantFrom('web-service', 'web-service', 'smart-excel'),
  quantity: fc.constantFrom(1, 2, Number.MAX_SAFE_INTEGER),
  at: fc.constantFrom(
    '2026-01-31T21:59:59.999999Z', // the last microsecond of January in Helsinki
    '2026-01-31T22:00:00Z',
    '2026-02-10T08:00:00Z',
    '2026-02-10T08:00:00.000001Z',
    '2026-02-20T08:00:00Z',
  ),
})
type SentEvent = typeof sentEvent extends fc.Arbitrary<infer Event> ? Event : never

const batching = fc.array(fc.record({ size: fc.integer({ min: 1, max: 8 }), rollUp: fc.boolean() }))
type Batching = typeof batching extends fc.Arbitrary<infer Sizes> ? Sizes : never

let plays = 0

/** Records the events for customers of this play's own, in batches; the rest at once, without a roll-up. */
async function play(events: readonly SentEvent[], batches: Batching): Promise<readonly string[]> {
  plays += 1
  const changes = ['2026-01-02T08:00:00Z', '2026-02-15T08:00:00Z', '2026-02-16T08:00:00Z']
  const names = new Map([
    ['twice', `twice-${plays}`],
    ['once', `once-${plays}`],
  ])
  const customers = [{ id: `twice-${plays}`, changes }, { id: `once-${plays}` }]
  await givenBooks(db.runtime, { from: '2026-01', customers })
  let rest = events.map((event) => ({ ...event, customer: names.get(event.customer) }))
  for (const { size, rollUp } of [...batches, { size: rest.length, rollUp: false }]) {
    await recordAt(db.runtime, '2026-02-25T08:00:00Z', rest.slice(0, size))
    rest = rest.slice(size)
    if (rollUp) await rollUpUsage(db.runtime)
  }
  return customers.map(({ id }) => id)
}

test('aggregates equal a recount of the events, with the tail that is pending and without', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sentEvent, { maxLength: 40 }), batching, async (events, batches) => {
      const customers = await play(events, batches)
      expect(await aggregatesNow(db.runtime, customers)).toEqual(await recount(db.runtime, customers))
      await rollUpUsage(db.runtime)
      expect(await aggregatesOf(db.runtime, customers)).toEqual(await recount(db.runtime, customers))
    }),
    { numRuns: 40 },
  )
})

test('what is charged depends neither on the order of events nor on their batches nor on repeats', async () => {
  const distinct = fc.uniqueArray(sentEvent, {
    maxLength: 30,
    selector: ({ customer, source, id }) => `${customer} ${source} ${id}`,
  })
  const twoWays = distinct.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray([...events, ...events.slice(0, 5)], {
        minLength: events.length + Math.min(5, events.length),
      }),
      batching,
      batching,
    ),
  )
  await fc.assert(
    fc.asyncProperty(twoWays, async ([events, shuffled, some, others]) => {
      const one = await aggregatesNow(db.runtime, await play(events, some))
      const other = await aggregatesNow(db.runtime, await play(shuffled, others))
      expect(anonymous(other)).toBe(anonymous(one))
    }),
    { numRuns: 30 },
  )
})

/** The body holds the customer's name, so the digests of two plays differ; nothing else may. */
function anonymous(rows: unknown): string {
  return JSON.stringify(rows)
    .replaceAll(/(once|twice)-\d+/g, '$1')
    .replaceAll(/"digest":"[^"]*"/g, '')
}
