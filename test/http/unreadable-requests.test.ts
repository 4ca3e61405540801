import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { headerValues } from './fuzz/raw-answer.ts'
import { sendRaw } from './fuzz/send-raw.ts'
import type { RawRequest } from './fuzz/raw-request.ts'
import { runningServer, type RunningTestServer } from './running-server.ts'

let server: RunningTestServer

beforeAll(async () => {
  server = await runningServer()
})
afterAll(() => server.stop())

const plain: RawRequest = {
  method: 'GET',
  target: '/healthz',
  headers: [['Host', 'laskuri.test']],
  body: new Uint8Array(),
  isCutShort: false,
}

async function answerTo(changes: Partial<RawRequest>) {
  const answer = await sendRaw(Number(new URL(server.url).port), { ...plain, ...changes })
  if (answer === 'closed') throw new Error('no answer')
  const { status, body } = answer
  const [type, allow] = ['content-type', 'allow'].map((name) => headerValues(answer, name))
  return { status, type, allow, problem: JSON.parse(body) }
}

test.each([
  ['a method in lower case', { method: 'get' }],
  ['an address without its slash', { target: 'healthz' }],
  ['an address with credentials', { method: 'POST', target: 'http://user:pass@elsewhere.test/v1/payments' }],
  ['a host that is none', { headers: [['Host', 'a b']] }],
  ['no host', { headers: [] }],
  ['a header with NUL', { headers: [...plain.headers, ['X', 'a\0b']] }],
  ['two lengths', { headers: [...plain.headers, ['Content-Length', '2, 3']] }],
  [
    'chunks that are none',
    { headers: [...plain.headers, ['Transfer-Encoding', 'chunked']], body: Buffer.from('x') },
  ],
] as const)('%s is refused with problem+json, as everything else is', async (_, changes) => {
  expect(await answerTo(changes)).toMatchObject({
    status: 400,
    type: ['application/problem+json'],
    problem: { type: 'about:blank', title: 'Bad request', status: 400, code: 'invalid-input' },
  })
})

test('an address or headers beyond 16 KiB are refused with problem+json', async () => {
  const long = { target: `/healthz?${'a'.repeat(20_000)}` }
  expect(await answerTo(long)).toMatchObject({
    status: 431,
    type: ['application/problem+json'],
    problem: { status: 431, code: 'too-large' },
  })
})

test('a tunnel is refused with problem+json', async () => {
  expect(await answerTo({ method: 'CONNECT', target: 'elsewhere.test:443' })).toMatchObject({
    status: 405,
    allow: [''],
    problem: { status: 405, code: 'method-not-allowed' },
  })
})

test('an expectation that nobody knows is passed over', async () => {
  const expecting = await answerTo({ headers: [...plain.headers, ['Expect', 'the-unexpected']] })
  expect(expecting).toMatchObject({ status: 200, problem: { status: 'alive' } })
})

test('a refused sender that neither reads nor leaves is cut, so the server can stop', async () => {
  for (const head of [
    'CONNECT elsewhere.test:443 HTTP/1.1\r\n\r\n',
    `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
  ]) {
    const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1', allowHalfOpen: true })
    socket.on('error', () => undefined) // it is cut
    socket.write(head + 'x'.repeat(200_000))
    await once(socket, 'data')
    socket.pause()
    await server.stopServing()
    socket.destroy()
    await server.serveAgain()
  }
})
