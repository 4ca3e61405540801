// Requests that the fuzz (test/http/fuzz) found a wrong answer to, each by its name.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCustomer, openBooks } from '../invoicing/books.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer

beforeAll(async () => {
  server = await runningServer()
  await openBooks(server.db)
  await addCustomer(server.db, { id: 'c1' })
})
afterAll(() => server.stop())

const refused = { type: 'about:blank', status: 400, code: 'invalid-input' }

test.each([
  '/v1/customers?after=a%00b',
  '/v1/customers/a%00b',
  '/v1/customers/a%00b/revenue',
  '/v1/customers/a%00b/api',
  '/v1/events?customer=a%00b&id=e1',
  '/v1/events?customer=c1&id=%00',
  '/v1/events?customer=c1&id=e1&source=%00',
  '/v1/events/answers?from=2026-01-10T00:00:00Z&to=2026-01-11T00:00:00Z&source=%00',
  '/v1/invoices?customer=%00',
  '/v1/payments?customer=%00',
  '/v1/reports/balance?customer=a%00b',
  `/v1/reports/holds?after=${encodeURIComponent('["\\u0000","2026-01","revenue-unknown"]')}`,
  '/v1/reports/usage?from=2026-01&to=2026-01&resource=%00',
  '/v1/reports/usage?from=2026-01&to=2026-01&identifier=%00',
])('U+0000, which PostgreSQL has no place for, is refused: %s', async (path) => {
  const { status, json } = await server.send('GET', path)
  expect(json).toMatchObject(refused)
  expect(status).toBe(400)
})

test.each(['', '0x10', '1e2', '+7', '7.0', '-0', '%207', '0', '1001', '9223372036854775808', 'NaN'])(
  'a limit is a whole number from 1 to 1000 in digits: %s is none',
  async (limit) => {
    const { json } = await server.send('GET', `/v1/customers?limit=${limit}`)
    expect(json).toMatchObject(refused)
  },
)

test('a body nested more deeply than can be written again is refused, and the refusal stays short', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const { status, json, text } = await server.send('POST', '/v1/customers/c1/manual-charges', {
    body: `{"usageMonth":"2026-01","text":${deep},"net":"1.00","reason":${deep}}`,
    headers: { 'Content-Type': 'application/json' },
  })
  expect(status).toBe(400)
  expect(json).toMatchObject({
    ...refused,
    detail: expect.stringContaining('text: a deeply nested list is not allowed'),
  })
  expect(text.length).toBeLessThan(2000)
})

test('a long text that is refused is quoted shortened', async () => {
  const body = { from: 'x'.repeat(70_000), eur: '9'.repeat(70_000) }
  const { status, text } = await server.send('POST', '/v1/customers/c1/revenue', { body })
  expect(status).toBe(400)
  expect(text.length).toBeLessThan(2000)
})

test('a body of no Content-Type is refused, not passed over', async () => {
  const body = new TextEncoder().encode('{"withHolds":true}')
  const { status, json } = await server.send('POST', '/v1/months/2026-01/close', { body })
  expect(status).toBe(415)
  expect(json).toMatchObject({
    code: 'unsupported-media-type',
    detail: expect.stringContaining('Content-Type is missing'),
  })
})

test('a body that is no UTF-8 is refused, not recorded with other characters', async () => {
  const name = Buffer.from('{"id":"c2","name":"Esimerkki \xe4"}', 'latin1')
  const { status, json } = await server.send('POST', '/v1/customers', {
    body: name,
    headers: { 'Content-Type': 'application/json' },
  })
  expect(status).toBe(400)
  expect(json).toMatchObject({ ...refused, detail: expect.stringContaining('UTF-8') })
})

test('HEAD answers as GET does, without the body', async () => {
  const [head, get] = [await server.send('HEAD', '/v1/customers'), await server.send('GET', '/v1/customers')]
  expect(head.status).toBe(200)
  expect(head.text).toBe('')
  expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'))
})

test.each([
  [0, 200],
  [1, 200],
  [2, 400],
  [3, 400],
])(
  'a body that begins with %i byte order marks is answered with %i, a list of events too',
  async (marks, status) => {
    const mark = '\u{FEFF}'.repeat(marks)
    const headers = { 'Content-Type': 'application/json' }
    const bodies = { '/v1/customers': '{"id":"c1","name":"c1"}', '/v1/events': '[]' }
    for (const [path, body] of Object.entries(bodies))
      expect([path, (await server.send('POST', path, { body: mark + body, headers })).status]).toEqual([
        path,
        status,
      ])
  },
)
