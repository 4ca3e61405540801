import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { givenBooks } from '../../fixtures/books.ts'
import { runningServer, type RunningTestServer } from '../running-server.ts'

let server: RunningTestServer
beforeEach(async () => {
  server = await runningServer('2026-01-15T12:00:00+02:00')
  await givenBooks(server.db, { customers: [{ id: 'c1' }] })
})
afterEach(() => server.stop())

function native(id: string) {
  return { id, customer: 'c1', resource: 'escan.nv', method: 'POST', outcome: 'ok' }
}

/** A connection with the head of a request sent, and nothing of its body. */
async function openRequest(headers: Readonly<Record<string, string>>): Promise<Socket> {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const all = {
    Host: hostname,
    Authorization: `Bearer ${await server.keyFor(['ingest'])}`,
    'Content-Type': 'application/x-ndjson',
    ...headers,
  }
  const written = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`POST /v1/events HTTP/1.1\r\n${written.join('')}\r\n`)
  return socket
}

async function textOf(socket: Socket): Promise<string> {
  let text = ''
  for await (const part of socket) text += String(part)
  return text
}

async function eventCount(): Promise<number> {
  const rows = await server.db.sql`select from events`
  return rows.length
}

/** Whatever was sent before on other connections has been seen by then. */
async function expectToWork(id: string): Promise<void> {
  const answer = await server.send('POST', '/v1/events', { body: [native(id)] })
  expect(answer.json).toMatchObject({ counts: { recorded: 1 } })
}

test.each([
  ['of which whole events arrived', `${JSON.stringify(native('half'))}\n${JSON.stringify(native('cut'))}`],
  ['before its first byte', ''],
])(
  'a sender that goes away in the middle of a request, %s, records nothing, and the server goes on',
  async (_when, sent) => {
    const socket = await openRequest({ 'Content-Length': '100000' })
    socket.write(sent)
    await expectToWork('other')
    socket.destroy()
    await expectToWork('another')
    await server.stopServing() // waits for every request: what would be recorded is by then
    expect(await eventCount()).toBe(2)
    await server.serveAgain()
  },
)

test('a slow sender holds nobody up, and is answered when it is done', async () => {
  const body = `${JSON.stringify(native('slow'))}\n`
  const socket = await openRequest({ 'Content-Length': String(body.length), Connection: 'close' })
  socket.write(body.slice(0, 20))
  for (const id of ['quick-1', 'quick-2', 'quick-3']) await expectToWork(id)
  socket.write(body.slice(20))
  expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 200 .*"recorded":1/s)
})

test('a body that says it is over the limit is refused before any of it is sent', async () => {
  const socket = await openRequest({ 'Content-Length': String(10 * 1024 * 1024 + 1), Connection: 'close' })
  expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 413 .*10485760 bytes/s)
})

test('a server that stops lets a request in flight end, and one that is never done costs the grace alone', async () => {
  const body = `${JSON.stringify(native('last'))}\n`
  const socket = await openRequest({ 'Content-Length': String(body.length) })
  await expectToWork('before')
  const stopped = server.stopServing()
  socket.write(body)
  expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 200 .*Connection: close.*"recorded":1/is)
  await stopped
  const pending = await server.db.sql`select from pending_batches`
  expect([pending.length, await eventCount()]).toEqual([0, 2]) // rolled up on the way out
  await server.serveAgain()
})
