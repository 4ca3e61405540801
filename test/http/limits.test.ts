import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenBooks } from '../fixtures/books.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

const mebibyte = 1024 * 1024
let server: RunningTestServer

beforeAll(async () => {
  server = await runningServer('2026-01-15T12:00:00+02:00', { bodiesBytesMax: 3 * mebibyte })
  await givenBooks(server.db, { customers: [{ id: 'c1' }] })
})
afterAll(() => server.stop())

/** A connection with the head of a request for events sent, and so much of its body: an array that is not closed. */
async function begun(on: RunningTestServer, body: string | Uint8Array, more = ''): Promise<Socket> {
  const { hostname, port } = new URL(on.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const key = await on.keyFor(['ingest'])
  socket.write(
    `POST /v1/events HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\nConnection: close\r\n${more}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
  )
  send(socket, body)
  return socket
}

/** One chunk of a chunked body. */
function send(socket: Socket, part: string | Uint8Array): void {
  socket.write(`${part.length.toString(16)}\r\n`)
  socket.write(part)
  socket.write('\r\n')
}

async function answerOn(socket: Socket): Promise<string> {
  let text = ''
  for await (const part of socket) text += String(part)
  return text
}

async function bytesHeld(): Promise<number> {
  const { text } = await server.send('GET', '/metrics')
  return Number(/^laskuri_request_body_bytes (\d+)$/m.exec(text)?.[1])
}

describe('bodies under way hold no more memory together than they may', () => {
  const spaces = `[${' '.repeat(mebibyte - 1)}`

  test('who comes when nothing is left is refused and told when to try again; those before end well', async () => {
    const holders = await Promise.all([1, 2, 3].map(() => begun(server, spaces)))
    await expect.poll(bytesHeld).toBe(3 * mebibyte)
    const refused = await server.send('POST', '/v1/events', { body: [{ id: 'e1' }] })
    expect(refused).toMatchObject({ status: 503, json: { code: 'overloaded' } })
    expect(refused.headers.get('retry-after')).toBe('1')
    expect((await server.send('GET', '/v1/months')).status).toBe(200)
    const write = { id: 'c2', name: 'Toinen Oy' }
    expect(await server.send('POST', '/v1/customers', { body: write })).toMatchObject({ status: 503 })
    const [first, ...others] = holders
    first?.destroy()
    await expect.poll(bytesHeld).toBe(2 * mebibyte)
    for (const socket of others) {
      send(socket, ']')
      socket.write('0\r\n\r\n')
      expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 200 /)
    }
    expect(await bytesHeld()).toBe(0)
    expect((await server.send('POST', '/v1/customers', { body: write })).status).toBe(201)
  })

  test('what counts is what a body unpacks to', async () => {
    const packed = gzipSync(Buffer.alloc(9 * mebibyte, ' '))
    const socket = await begun(server, packed, 'Content-Encoding: gzip\r\n')
    expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 503 .*"code":"overloaded"/s)
    expect(await bytesHeld()).toBe(0)
  })
})

test('a write of anything but events holds at most 1 MiB, said in the refusal, plain or packed', async () => {
  const body = { id: 'c9', name: 'x'.repeat(mebibyte) }
  const tooLarge = { status: 413, json: { code: 'too-large', bodyBytesMax: mebibyte } }
  expect(await server.send('POST', '/v1/customers', { body })).toMatchObject(tooLarge)
  const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
  const packed = gzipSync(JSON.stringify(body))
  expect(await server.send('POST', '/v1/customers', { body: packed, headers })).toMatchObject(tooLarge)
  const small = gzipSync(JSON.stringify({ id: 'c9', name: 'Pieni Oy' }))
  expect((await server.send('POST', '/v1/customers', { body: small, headers })).status).toBe(201)
})

test('a body is read of nobody who is not let in', async () => {
  const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer lk_unknown' }
  const body = JSON.stringify({ id: 'c9', name: 'x'.repeat(2 * mebibyte) })
  expect((await server.send('POST', '/v1/customers', { body, headers })).status).toBe(401)
})

describe('a request that never arrives whole', () => {
  let impatient: RunningTestServer
  beforeAll(async () => {
    impatient = await runningServer('2026-01-15T12:00:00+02:00', { requestMs: 100 })
  })
  afterAll(() => impatient.stop())

  test('is answered 408 and cut, in the middle of its body and holding nothing any more', async () => {
    const socket = await begun(impatient, '[')
    expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 408 /)
    const { text } = await impatient.send('GET', '/metrics')
    expect(text).toMatch(/^laskuri_request_body_bytes 0$/m)
  })

  test('is answered 408 and cut, in the middle of its head', async () => {
    const { hostname, port } = new URL(impatient.url)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    socket.write(`POST /v1/events HTTP/1.1\r\nHost: ${hostname}\r\nAuthoriz`)
    expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 408 /)
  })
})

test('a head of more than 16 KiB is refused', async () => {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(`GET /healthz HTTP/1.1\r\nHost: ${hostname}\r\nX-Long: ${'x'.repeat(16 * 1024)}\r\n\r\n`)
  expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 431 /)
})
