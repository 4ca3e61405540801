import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atomically } from '../../src/database/atomically.ts'
import { findEvents } from '../../src/usage/find-events.ts'
import { recordEvents } from '../../src/usage/record-events.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { attributionAt, givenBooks, givenClosed, instantAt } from '../fixtures/books.ts'
import { kindsOf, receivedEvent, recordAt } from './given-event.ts'

// Books open from January 2026; c1 to c5 are given a customer each, so that no test sees another's events.
let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  const customers = ['c1', 'c2', 'c3', 'c4', 'c5', 'late'].map((id) => ({ id }))
  await givenBooks(db.runtime, { from: '2026-01', customers })
})
afterAll(() => db.drop())

const march = '2026-03-10T08:00:00Z'

async function findId(customer: string, id: string) {
  return findEvents(db.runtime, { customer, id })
}

describe('exactly once', () => {
  test('a retried batch records nothing twice', async () => {
    const batch = ['r1', 'r2', 'r3'].map((id) => ({ id, at: '2026-03-09T10:00:00.123456+02:00' }))
    const first = await recordAt(db.runtime, march, batch)
    const second = await recordAt(db.runtime, '2026-03-11T08:00:00Z', batch)
    expect(kindsOf(first)).toEqual(['recorded', 'recorded', 'recorded'])
    expect(second).toEqual(first.map((answer) => ({ ...answer, kind: 'already-recorded' })))
    for (const { id } of batch) expect(await findId('c1', id)).toHaveLength(1)
  })

  test('the same id with another body is a conflict, and the recorded event stands', async () => {
    await recordAt(db.runtime, march, [{ id: 'x1', quantity: 2, at: march }])
    const bodies = [
      { quantity: 3 },
      { outcome: 'failed' },
      { resource: 'other' },
      { at: '2026-03-10T08:00:01Z' },
    ]
    const sent = bodies.map((body) => ({ id: 'x1', quantity: 2, at: march, ...body }))
    const answers = await recordAt(db.runtime, march, sent)
    expect(kindsOf(answers)).toEqual(['conflict', 'conflict', 'conflict', 'conflict'])
    expect(answers[0]).toMatchObject({ message: expect.stringContaining('the recorded event stands') })
    expect(await findId('c1', 'x1')).toMatchObject([{ quantity: 2, outcome: 'ok', at: instantAt(march) }])
  })

  test('inside one batch the first of an identity counts; an equal one is a repeat, another one a conflict', async () => {
    const sent = [{ id: 'd1' }, { id: 'd1' }, { id: 'd1', quantity: 5 }, { id: 'd1', source: 'other' }]
    const answers = await recordAt(db.runtime, march, sent)
    expect(kindsOf(answers)).toEqual(['recorded', 'already-recorded', 'conflict', 'recorded'])
  })

  test('how it was sent is no part of the body: duration, letter case, omitted defaults, offset', async () => {
    await recordAt(db.runtime, march, [{ id: 'b1', at: march, durationMs: 5 }])
    const same = {
      id: 'b1',
      source: 'default',
      at: '2026-03-10T10:00:00+02:00',
      durationMs: 9,
      resource: 'EScan.NV?x=1',
      method: 'post',
      quantity: 1,
      channel: 'web-service',
    }
    expect(kindsOf(await recordAt(db.runtime, march, [same]))).toEqual(['already-recorded'])
  })

  test('a repeat that omits `at` takes the `at` first recorded', async () => {
    await recordAt(db.runtime, march, [{ id: 'o1' }])
    const answers = await recordAt(db.runtime, '2026-03-12T08:00:00Z', [
      { id: 'o1' },
      { id: 'o1', quantity: 2 },
    ])
    expect(kindsOf(answers)).toEqual(['already-recorded', 'conflict'])
    expect(await findId('c1', 'o1')).toMatchObject([{ at: instantAt(march) }])
  })

  test('the same id of another customer or source is another event', async () => {
    const sent = [{ id: 's1' }, { id: 's1', customer: 'c2' }, { id: 's1', source: 'gateway-2' }]
    expect(kindsOf(await recordAt(db.runtime, march, sent))).toEqual(['recorded', 'recorded', 'recorded'])
  })
})

describe('what is refused is not recorded, and the others are', () => {
  test('an unknown customer', async () => {
    const answers = await recordAt(db.runtime, march, [{ id: 'u1', customer: 'nobody' }, { id: 'u1' }])
    expect(kindsOf(answers)).toEqual(['refused unknown-customer', 'recorded'])
    expect(await findId('nobody', 'u1')).toEqual([])
  })

  test('more than 5 minutes after the clock', async () => {
    const sent = [
      { id: 'f1', at: '2026-03-10T08:05:00Z' },
      { id: 'f2', at: '2026-03-10T08:05:00.000001Z' },
    ]
    expect(kindsOf(await recordAt(db.runtime, march, sent))).toEqual(['recorded', 'refused future'])
  })

  test('a batch is durable whole or not at all', async () => {
    const received = [{ id: 'n1' }, { id: 'n2' }].map((fields) => receivedEvent(fields, { at: march }))
    const undone = atomically(db.runtime, async (tx) => {
      expect(kindsOf(await recordEvents(tx, received, attributionAt(instantAt(march))))).toEqual([
        'recorded',
        'recorded',
      ])
      throw new Error('the connection was lost')
    })
    await expect(undone).rejects.toThrow('the connection was lost')
    expect([...(await findId('c1', 'n1')), ...(await findId('c1', 'n2'))]).toEqual([])
    expect(kindsOf(await recordAt(db.runtime, march, [{ id: 'n1' }, { id: 'n2' }]))).toEqual([
      'recorded',
      'recorded',
    ])
  })
})

test('an event is found with what was decided about it, to the microsecond, and who recorded it', async () => {
  const at = '2026-02-28T21:59:59.999999Z'
  const sent = {
    id: 'i1',
    customer: 'c2',
    quantity: 9_007_199_254_740_991,
    identifier: 'key',
    durationMs: 12,
    at,
  }
  await recordAt(db.runtime, march, [sent])
  expect(await findEvents(db.runtime, { customer: 'c2', source: 'default', id: 'i1' })).toEqual([
    {
      customer: 'c2',
      source: 'default',
      id: 'i1',
      resource: 'escan.nv',
      method: 'POST',
      outcome: 'ok',
      quantity: 9_007_199_254_740_991,
      channel: 'web-service',
      identifier: 'key',
      at: instantAt(at),
      durationMs: 12,
      disposition: 'billable',
      usageMonth: '2026-02',
      postingMonth: '2026-02',
      recordedAt: instantAt(march),
      recordedBy: 'test',
      note: null,
      retraction: null,
    },
  ])
  expect(await findEvents(db.runtime, { customer: 'c2', source: 'other', id: 'i1' })).toEqual([])
})

// The only tests that close months: they come last.
describe('after months have closed', () => {
  test('an event posts to the later of its usage month and the oldest open month', async () => {
    await recordAt(db.runtime, march, [{ id: 'm1', customer: 'c3', at: '2026-01-15T10:00:00Z' }])
    await givenClosed(db.runtime, '2026-01', '2026-04-02T08:00:00Z')
    await givenClosed(db.runtime, '2026-02', '2026-04-02T09:00:00Z')
    const sent = [
      { id: 'm2', customer: 'c3', at: '2026-02-15T10:00:00Z' },
      { id: 'm3', customer: 'c3', at: '2026-04-02T10:00:00Z' },
    ]
    const answers = await recordAt(db.runtime, '2026-04-02T10:00:00Z', sent)
    expect(answers).toMatchObject([
      { kind: 'recorded', usageMonth: '2026-02', postingMonth: '2026-03' },
      { kind: 'recorded', usageMonth: '2026-04', postingMonth: '2026-04' },
    ])
    expect(await findId('c3', 'm1')).toMatchObject([{ usageMonth: '2026-01', postingMonth: '2026-01' }])
  })

  test('a repeat after its month closed answers already-recorded, another body conflict', async () => {
    const repeat = { id: 'm1', customer: 'c3', at: '2026-01-15T10:00:00Z' }
    const answers = await recordAt(db.runtime, '2026-04-03T10:00:00Z', [repeat, { ...repeat, quantity: 2 }])
    expect(kindsOf(answers)).toEqual(['already-recorded', 'conflict'])
    expect(answers[0]).toMatchObject({ usageMonth: '2026-01', postingMonth: '2026-01' })
  })

  test('an event before the window is refused as too old, unless an operator imports it', async () => {
    const old = { id: 't1', customer: 'c4', at: '2026-01-15T10:00:00Z' }
    const refused = await recordAt(db.runtime, '2026-04-03T10:00:00Z', [old])
    expect(refused).toMatchObject([{ reason: 'too-old', message: expect.stringContaining('--backfill') }])
    const taken = await recordAt(db.runtime, '2026-04-03T10:00:00Z', [old], true)
    expect(taken).toMatchObject([{ kind: 'recorded', usageMonth: '2026-01', postingMonth: '2026-03' }])
    const repeated = await recordAt(db.runtime, '2026-04-03T10:00:00Z', [old])
    expect(kindsOf(repeated)).toEqual(['already-recorded'])
  })

  test('an event before the first month that was ever open posts to the oldest open one', async () => {
    const ancient = { id: 'a1', customer: 'c4', at: '1970-01-01T00:00:00.000001Z' }
    const taken = await recordAt(db.runtime, '2026-04-03T10:00:00Z', [ancient], true)
    expect(taken).toMatchObject([
      { kind: 'recorded', disposition: 'not-eligible', usageMonth: '1970-01', postingMonth: '2026-03' },
    ])
    expect(await findId('c4', 'a1')).toMatchObject([{ at: instantAt('1970-01-01T00:00:00.000001Z') }])
  })

  test('an id used again much later with another time is another event', async () => {
    await recordAt(db.runtime, '2026-04-03T10:00:00Z', [
      { id: 'm1', customer: 'c3', at: '2026-04-03T09:00:00Z' },
    ])
    const found = await findId('c3', 'm1')
    expect(found.map(({ usageMonth }) => usageMonth)).toEqual(['2026-01', '2026-04'])
    const repeats = ['2026-01-15T10:00:00Z', '2026-04-03T09:00:00Z'].map((at) => ({
      id: 'm1',
      customer: 'c3',
      at,
    }))
    const answers = await recordAt(db.runtime, '2026-04-04T10:00:00Z', repeats)
    expect(kindsOf(answers)).toEqual(['already-recorded', 'already-recorded'])
  })
})
