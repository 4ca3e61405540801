import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import parsePrometheus from 'parse-prometheus-text-format'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServeLimits } from '../../src/http/serve-limits.ts'
import { addCustomer, closeAndRun, openBooks } from '../invoicing/books.ts'
import { recordAt } from '../usage/given-event.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

/** Their lines are several megabytes: more than the sockets between a server and its reader hold. */
const eventsWanted = 20_000
const path = '/v1/invoices/2026-0000001/lines/2/events'

let server: RunningTestServer

beforeAll(async () => {
  server = await serverWithEvents()
})
afterAll(() => server.stop())

async function serverWithEvents(limits: Partial<ServeLimits> = {}): Promise<RunningTestServer> {
  const started = await runningServer('2026-02-02T08:00:00+02:00', limits)
  await openBooks(started.db)
  await addCustomer(started.db, { id: 'c1', api: ['2026-01-02T09:00:00+02:00'] })
  const long = 'x'.repeat(190)
  const events = Array.from({ length: eventsWanted }, (_, index) => ({
    id: `e${index}-${long}`,
    source: long,
    identifier: long,
    resource: 'purchaseinvoice.nv',
    at: '2026-01-10T09:00:00+02:00',
  }))
  await recordAt(started.db, '2026-01-10T10:00:00+02:00', events)
  await closeAndRun(started.db, '2026-01', '2026-02-01T08:00:00+02:00')
  return started
}

/** A reader that has got the head of its answer, and takes nothing of the body until it is asked to. */
async function openStream(from: RunningTestServer): Promise<IncomingMessage> {
  const key = await from.keyFor(['read'])
  const request = get(`${from.url}${path}`, { agent: false, headers: { Authorization: `Bearer ${key}` } })
  const [response] = await once(request, 'response')
  if (!isIncoming(response)) throw new TypeError('a response is an incoming message')
  response.on('error', () => undefined) // the tests look at what came before
  return response
}

function isIncoming(response: unknown): response is IncomingMessage {
  return response instanceof Object && 'statusCode' in response
}

async function read(response: IncomingMessage): Promise<string> {
  const parts: string[] = []
  response.setEncoding('utf8').on('data', (part: string) => parts.push(part))
  await new Promise((resolve) => response.once('close', resolve))
  return parts.join('')
}

/** The process of PostgreSQL that each open stream reads with. */
async function readers(of: RunningTestServer): Promise<readonly number[]> {
  const rows = await of.owner.sql<{ pid: number }[]>`
    select pid from pg_stat_activity
    where datname = current_database() and query like '%left join event_retractions%' and state <> 'idle'
      and pid <> pg_backend_pid()`
  return rows.map(({ pid }) => pid)
}

async function metric(of: RunningTestServer, name: string): Promise<Record<string, number>> {
  const families = parsePrometheus((await of.send('GET', '/metrics')).text)
  const metrics = families.find((family) => family.name === name)?.metrics ?? []
  return Object.fromEntries(
    metrics.map(({ labels, value }) => [Object.values(labels ?? {})[0] ?? '', Number(value)]),
  )
}

async function expectNothingHeld(by: RunningTestServer): Promise<void> {
  await expect.poll(() => readers(by)).toEqual([])
  await expect.poll(() => metric(by, 'laskuri_streams_open')).toEqual({ '': 0 })
}

test('events behind a line are streamed whole, each once', async () => {
  const answer = await server.send('GET', path)
  const ids = answer.text
    .trim()
    .split('\n')
    .map((line) => line.slice(0, 260))
  expect([ids.length, new Set(ids).size]).toEqual([eventsWanted, eventsWanted])
  await expectNothingHeld(server)
})

test('a reader that leaves in the middle gives its connection to the database back', async () => {
  const response = await openStream(server)
  await expect.poll(() => readers(server)).toHaveLength(1)
  response.destroy()
  await expectNothingHeld(server)
  expect(await metric(server, 'laskuri_streams_ended_total')).toMatchObject({ 'reader-left': 1 })
})

test('as many streams as there are places, the next one is refused, and a slow reader gets its stream whole', async () => {
  const open = await Promise.all([1, 2, 3, 4].map(() => openStream(server)))
  const refused = await server.send('GET', path)
  expect(refused).toMatchObject({ status: 503, json: { code: 'overloaded' } })
  expect(refused.headers.get('retry-after')).toBe('5')
  expect((await server.send('GET', '/v1/invoices/2026-0000001')).status).toBe(200) // others needn't wait
  const texts = await Promise.all(open.map(read))
  expect(texts.map((text) => text.split('\n').length - 1)).toEqual(open.map(() => eventsWanted))
  expect(open.map(({ complete }) => complete)).toEqual([true, true, true, true])
  await expectNothingHeld(server)
})

test('a stream that fails in the middle is cut without its end, and the failure is in the log', async () => {
  const response = await openStream(server)
  await expect.poll(() => readers(server)).toHaveLength(1)
  await server.owner
    .sql`select pg_terminate_backend(pid, 10000) from unnest(${await readers(server)}::int[]) as pid`
  const text = await read(response)
  expect(text.split('\n').length - 1).toBeLessThan(eventsWanted)
  expect(response.complete).toBe(false)
  expect(server.logged()).toMatch(/"level":50.*a stream failed, and was cut/)
  await expectNothingHeld(server)
  expect((await server.send('GET', path)).text.split('\n')).toHaveLength(eventsWanted + 1)
})

test('what fails before the first part of a stream is refused like anything else', async () => {
  const answer = await server.send('GET', '/v1/invoices/2026-0000001/lines/9/events')
  expect(answer).toMatchObject({ status: 404, json: { code: 'unknown-line' } })
})

test('a HEAD request starts no stream', async () => {
  expect((await server.send('HEAD', path)).headers.get('content-type')).toBe('application/x-ndjson')
  await expectNothingHeld(server)
})

test('a reader that takes nothing is cut after its time, and its connection to the database comes back', async () => {
  const impatient = await serverWithEvents({ readerIdleMs: 50 })
  try {
    const socket = await unreadRequest(impatient)
    await expect
      .poll(() => metric(impatient, 'laskuri_streams_ended_total'))
      .toMatchObject({ 'reader-idle': 1 })
    await expectNothingHeld(impatient)
    socket.resume()
    await once(socket, 'close')
  } finally {
    await impatient.stop()
  }
})

/** Nothing is ever taken from this socket. */
async function unreadRequest(of: RunningTestServer): Promise<Socket> {
  const { hostname, port } = new URL(of.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined) // it is cut
  await once(socket, 'connect')
  socket.pause()
  const key = await of.keyFor(['read'])
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\n\r\n`)
  return socket
}
