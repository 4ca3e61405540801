import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenBooks } from '../fixtures/books.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer
let keys: { readonly own: string; readonly other: string; readonly reader: string }
beforeAll(async () => {
  server = await runningServer('2026-01-15T12:10:00+02:00')
  await givenBooks(server.db, { customers: [{ id: 'c1' }, { id: 'c2' }] })
  keys = {
    own: await server.keyFor(['ingest']),
    other: await server.keyFor(['ingest', 'read'], ['c2']),
    reader: await server.keyFor(['read']),
  }
  const first = [native('e1'), native('e2', { outcome: 'failed' }), native('e1'), { id: 'broken' }]
  await server.send('POST', '/v1/events', { key: keys.own, body: first })
  await server.send('POST', '/v1/events', { key: keys.other, body: [native('o1', { customer: 'c2' })] })
  server.setTime('2026-01-15T13:00:00+02:00')
  await server.send('POST', '/v1/events', { key: keys.own, body: [native('e1'), native('e3')] })
})
afterAll(() => server.stop())

function native(id: string, fields: Readonly<Record<string, unknown>> = {}) {
  return { id, source: 'g', customer: 'c1', resource: 'escan.nv', method: 'POST', outcome: 'ok', ...fields }
}

function answersFor(key: string, from = '2026-01-15T10:00:00Z', to = '2026-01-15T12:00:00Z', more = '') {
  return server.send('GET', `/v1/events/answers?from=${from}&to=${to}${more}`, { key })
}

const counted = (
  hour: string,
  answer: string,
  kind: string | null,
  events: number,
  source: string | null = 'g',
) => ({
  hour: `2026-01-15T${hour}:00:00Z`,
  sentBy: expect.stringMatching(/^API key test ingest \([0-9a-f]{20}\)$/),
  source,
  answer,
  disposition: answer === 'recorded' ? kind : null,
  reason: answer === 'refused' ? kind : null,
  events,
})

test('a sender sees every event that it sent, once, by hour, source and answer; and nobody else’s', async () => {
  const { json } = await answersFor(keys.own)
  expect(json).toEqual({
    items: [
      counted('10', 'recorded', 'billable', 1),
      counted('10', 'recorded', 'failed', 1),
      counted('10', 'already-recorded', null, 1),
      counted('10', 'refused', 'malformed', 1, null),
      counted('11', 'recorded', 'billable', 1),
      counted('11', 'already-recorded', null, 1),
    ].toSorted(byHourAndSource),
    next: null,
  })
})

/** As it is answered: by hour, then source with the unread ones last, then answer. */
function byHourAndSource(
  one: { readonly hour: string; readonly source: string | null },
  other: { readonly hour: string; readonly source: string | null },
): number {
  if (one.hour !== other.hour) return one.hour < other.hour ? -1 : 1
  return Number(one.source === null) - Number(other.source === null)
}

test('a key for some customers sees what it sent itself, a reader of all customers every sender', async () => {
  expect((await answersFor(keys.other)).json).toMatchObject({ items: [{ answer: 'recorded', events: 1 }] })
  const { json } = await answersFor(keys.reader)
  expect(json).toMatchObject({ items: { length: 7 } })
})

test('the period is half-open, and a source may be named', async () => {
  const later = await answersFor(keys.own, '2026-01-15T11:00:00Z', '2026-01-15T11:00:00.000001Z', '&source=g')
  expect(later.json).toMatchObject({ items: { length: 2 } })
  const none = await answersFor(keys.own, '2026-01-15T10:00:00Z', '2026-01-15T11:00:00Z', '&source=h')
  expect(none.json).toMatchObject({ items: [] })
})

test.each([
  ['2026-01-15', '2026-01-16T00:00:00Z', /from: not an RFC 3339 instant/],
  ['2026-01-16T00:00:00Z', '2026-01-16T00:00:00Z', /to: after from/],
  ['2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z', /at most 31 days/],
])('a period from %s to %s is refused by its parameter', async (from, to, detail) => {
  expect(await answersFor(keys.own, from, to)).toMatchObject({
    status: 400,
    json: { code: 'invalid-input', detail: expect.stringMatching(detail) },
  })
})
