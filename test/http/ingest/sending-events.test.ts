import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenBooks } from '../../fixtures/books.ts'
import { runningServer, type Answer, type RunningTestServer } from '../running-server.ts'

let server: RunningTestServer
beforeAll(async () => {
  server = await runningServer('2026-01-15T12:00:00+02:00')
  await givenBooks(server.db, { customers: [{ id: 'c1' }, { id: 'c2' }] })
})
afterAll(() => server.stop())

function native(id: string, fields: Readonly<Record<string, unknown>> = {}) {
  return { id, customer: 'c1', resource: 'escan.nv', method: 'POST', outcome: 'ok', ...fields }
}

function lines(events: readonly unknown[]): string {
  return events.map((event) => JSON.stringify(event)).join('\n')
}

function sendAs(type: string, body: string | Uint8Array, more: Readonly<Record<string, string>> = {}) {
  return server.send('POST', '/v1/events', { body, headers: { 'Content-Type': type, ...more } })
}

async function recordedIds(like: string): Promise<readonly string[]> {
  const rows = await server.db.sql<{ id: string }[]>`
    select event_id as id from events where event_id like ${like} order by 1`
  return rows.map(({ id }) => id)
}

const gzipHeader = { 'Content-Encoding': 'gzip' }
const ndjson = 'application/x-ndjson'

describe('every event gets its answer, in the order of sending', () => {
  test('in one array: new, repeated, in conflict, malformed, unknown and too far ahead', async () => {
    const answer = await server.send('POST', '/v1/events', {
      body: [
        native('a1'),
        native('a1'),
        native('a1', { quantity: 2 }),
        native('a2', { colour: 'red' }),
        native('a3', { customer: 'nobody' }),
        native('a4', { at: '2026-01-15T12:05:01+02:00' }),
        7,
      ],
    })
    expect(answer.json).toMatchObject({
      counts: { recorded: 1, 'already-recorded': 1, conflict: 1, refused: 4 },
      answers: [
        { answer: 'recorded' },
        { answer: 'already-recorded' },
        { answer: 'conflict' },
        { answer: 'refused', reason: 'malformed', message: expect.stringMatching(/^colour: unknown field/) },
        { answer: 'refused', reason: 'unknown-customer' },
        { answer: 'refused', reason: 'future' },
        {
          answer: 'refused',
          reason: 'malformed',
          message: expect.stringMatching(/^a number is not an event/),
        },
      ],
    })
    expect(await recordedIds('a%')).toEqual(['a1'])
  })

  test('by line: a broken line is refused, blank lines are left out', async () => {
    const answer = await sendAs(
      ndjson,
      `${JSON.stringify(native('l1'))}\r\n\n{"id":\n${JSON.stringify(native('l2'))}`,
    )
    expect(answer.json).toMatchObject({
      answers: [{ answer: 'recorded' }, { answer: 'refused', reason: 'malformed' }, { answer: 'recorded' }],
    })
  })

  test('an empty array is answered with nothing', async () => {
    expect((await server.send('POST', '/v1/events', { body: [] })).json).toEqual({
      counts: { recorded: 0, 'already-recorded': 0, conflict: 0, refused: 0 },
      answers: [],
    })
  })

  test('a key that is restricted to a customer sends events of no other', async () => {
    const key = await server.keyFor(['ingest'], ['c1'])
    const body = [native('r1'), native('r2', { customer: 'c2' }), native('r3', { customer: 'nobody' })]
    const answer = await server.send('POST', '/v1/events', { key, body })
    expect(answer.json).toMatchObject({
      answers: [
        { answer: 'recorded' },
        { answer: 'refused', reason: 'forbidden' },
        { answer: 'refused', reason: 'forbidden' },
      ],
    })
    expect(await recordedIds('r%')).toEqual(['r1'])
  })
})

describe('gzip', () => {
  test('is unpacked, as an array and by line', async () => {
    const array = await sendAs('application/json', gzipSync(JSON.stringify([native('g1')])), gzipHeader)
    const byLine = await sendAs(ndjson, gzipSync(lines([native('g2'), native('g3')])), gzipHeader)
    expect([array.status, byLine.status]).toEqual([200, 200])
    expect(await recordedIds('g%')).toEqual(['g1', 'g2', 'g3'])
  })

  test('is unpacked whole where it was written in several parts, one after the other', async () => {
    const parts = Buffer.concat([gzipSync(`${lines([native('gp1')])}\n`), gzipSync(lines([native('gp2')]))])
    expect((await sendAs(ndjson, parts, gzipHeader)).json).toMatchObject({ counts: { recorded: 2 } })
    expect(await recordedIds('gp%')).toEqual(['gp1', 'gp2'])
  })

  test('that never comes to anything is refused at the limit', async () => {
    const nothing = gzipSync('')
    const parts = Buffer.concat(Array.from({ length: 600_000 }, () => nothing))
    const stream = new Blob([parts]).stream() // of a length that is not told beforehand
    const answer = await fetch(`${server.url}/v1/events`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await server.keyFor(['ingest'])}`,
        'Content-Type': ndjson,
        ...gzipHeader,
      },
      body: stream,
      duplex: 'half',
    })
    expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'too-large' }])
  })

  test('that is broken or cut off records nothing', async () => {
    const packed = gzipSync(lines([native('gb1'), native('gb2')]))
    const followed = Buffer.concat([packed, Buffer.from('no gzip')])
    for (const body of [packed.subarray(0, packed.length - 9), followed, Buffer.from('not gzip at all')])
      expect(await sendAs(ndjson, body, gzipHeader)).toMatchObject({
        status: 400,
        json: { code: 'invalid-input', detail: expect.stringMatching(/gzip/) },
      })
    expect(await recordedIds('gb%')).toEqual([])
  })

  test('that unpacks to more than the limit is refused without unpacking it all', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expectTooLarge(await sendAs(ndjson, bomb, gzipHeader), /10485760 bytes/)
  })
})

function expectTooLarge(answer: Answer, limit: RegExp): void {
  expect(answer).toMatchObject({
    status: 413,
    json: { code: 'too-large', detail: expect.stringMatching(limit) },
  })
}

test('a refusal reaches a sender that is still sending, and leaves its next request alone', async () => {
  const body = Buffer.alloc(20 * 1024 * 1024, ' ')
  for (const chunked of [false, true]) {
    const answer = await sendInParts(body, chunked)
    expect(answer).toMatch(/^HTTP\/1\.1 413 .*Connection: close.*10485760 bytes/is)
    expect((await server.send('POST', '/v1/events', { body: [] })).status).toBe(200)
  }
})

/** Over a connection of its own, which sends on whatever is answered. */
async function sendInParts(body: Buffer, chunked: boolean): Promise<string> {
  const { hostname, port } = new URL(server.url)
  const key = await server.keyFor(['ingest'])
  const length = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`
  const head = `POST /v1/events HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n${length}\r\n\r\n`
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined) // the server has hung up on what it does not want
  let text = ''
  socket.on('data', (part) => {
    text += String(part)
  })
  socket.write(head)
  socket.write(chunked ? `${body.length.toString(16)}\r\n` : '')
  socket.write(body)
  await new Promise((resolve) => socket.once('close', resolve))
  return text
}

describe('limits are said in the refusal, and nothing of such a request is recorded', () => {
  const tooMany = Array.from({ length: 10_001 }, (_, index) => native(`m${index}`))

  test.each([
    ['application/json', () => JSON.stringify(tooMany)],
    [ndjson, () => lines(tooMany)],
  ])('10,001 events as %s', async (type, body) => {
    expectTooLarge(await sendAs(type, body()), /at most 10000 events/)
    expect(await recordedIds('m%')).toEqual([])
  })

  test('what is left unread of a refused body ends its connection, not the request after it', async () => {
    const unknown = await server.send('POST', '/v1/events', { key: 'lk_unknown', body: [native('k1')] })
    expect([unknown.status, unknown.headers.get('connection')]).toEqual([401, 'close'])
    const read = await server.send('POST', '/v1/events', {
      body: '[{',
      headers: { 'Content-Type': 'application/json' },
    })
    expect([read.status, read.headers.get('connection')]).toEqual([400, 'keep-alive'])
  })

  test('10,000 events are taken', async () => {
    const answer = await sendAs(ndjson, lines(tooMany.slice(1)))
    expect(answer.json).toMatchObject({ counts: { recorded: 10_000 } })
  })

  test('a million JSON values, however they are nested', async () => {
    for (const text of [`[${'{},'.repeat(500_000)}{}]`, `[{"x":[${'[],'.repeat(500_000)}[]]}]`])
      expectTooLarge(await sendAs('application/json', text), /at most 1000000 JSON values/)
  })

  test('a body of more than 10 MiB', async () => {
    const padded = `[${' '.repeat(10 * 1024 * 1024)}]`
    expectTooLarge(await sendAs('application/json', padded), /10485760 bytes/)
  })
})

test.each([
  ['text/plain', '[]', {}, 415, /allowed: application\/json/],
  ['application/json', '[]', { 'Content-Encoding': 'br' }, 415, /gzip is/],
  ['application/json', '{"id":"x"}', {}, 400, /not an array of events; put \[ \] around/],
  ['application/json', '[{', {}, 400, /not valid JSON/],
  ['application/json', Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]), {}, 400, /UTF-8/],
  [ndjson, '', {}, 400, /^The body is empty; an event a line is expected$/],
  [ndjson, gzipSync(lines([native('g9')])), {}, 400, /Content-Encoding: gzip/],
  ['application/json', gzipSync('[]'), {}, 400, /Content-Encoding: gzip/],
])(
  'what is no body of events is refused with what is: %s %s',
  async (type, body, headers, status, detail) => {
    expect(await sendAs(type, body, headers)).toMatchObject({
      status,
      json: { detail: expect.stringMatching(detail) },
    })
  },
)
