import { request, type IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { answerStatus } from '../../src/gateway/answer-status.ts'
import type { CallStatus } from '../../src/gateway/call-status.ts'
import { standInUpstream } from './stand-in-upstream.ts'

interface Seen {
  readonly status: CallStatus
  readonly httpStatus: number | undefined
  readonly whole: boolean
  readonly bytes: number
}

/** What a proxy sees of an answer, its bytes as they came. */
async function seen(url: string, body?: Iterable<string>): Promise<Seen> {
  const response = await sent(url, body)
  const reader = answerStatus(response.headers['content-encoding'])
  let bytes = 0
  try {
    for await (const chunk of response)
      if (chunk instanceof Uint8Array) {
        bytes += chunk.length
        reader.write(chunk)
      }
  } catch (error) {
    if (response.complete) throw error
  }
  return { status: await reader.end(), httpStatus: response.statusCode, whole: response.complete, bytes }
}

async function sent(url: string, body: Iterable<string> = []): Promise<IncomingMessage> {
  const answered = Promise.withResolvers<IncomingMessage>()
  const asking = request(url, { method: 'POST', agent: false }, answered.resolve)
  asking.on('error', answered.reject)
  for (const piece of body) asking.write(piece)
  asking.end()
  return answered.promise
}

test.each([
  ['success', { kind: 'success' }, true],
  ['gzip', { kind: 'success' }, true],
  ['failure:DUPLICATE_DATA', { kind: 'failure', code: 'DUPLICATE_DATA', text: 'As the request asked' }, true],
  ['broken', { kind: 'unknown', why: 'not-xml' }, true],
  ['cut-in-status', { kind: 'unknown', why: 'cut-off' }, false],
  ['cut-behind-status', { kind: 'success' }, false],
])('the stand-in answers as a request asks, always with HTTP 200: %s', async (asked, status, whole) => {
  await using upstream = await standInUpstream()
  const answer = await seen(`${upstream.url}/accounting.nv?stand-in=${asked}`)
  expect(answer).toMatchObject({ status, whole, httpStatus: 200 })
})

test('an upstream that hangs up answers nothing', async () => {
  await using upstream = await standInUpstream()
  await expect(seen(`${upstream.url}/accounting.nv?stand-in=no-answer`)).rejects.toThrow('socket hang up')
})

test('a slow answer begins, and ends when it is let', async () => {
  const gate = Promise.withResolvers<void>()
  await using upstream = await standInUpstream(() => ({ kind: 'slow', until: gate.promise }))
  const response = await sent(`${upstream.url}/accounting.nv`)
  const reader = answerStatus(undefined)
  let pieces = 0
  for await (const chunk of response) {
    if (chunk instanceof Uint8Array) reader.write(chunk)
    pieces += 1
    gate.resolve()
  }
  expect(pieces).toBeGreaterThan(1)
  expect(await reader.end()).toEqual({ kind: 'success' })
})

test('a large answer is streamed with its status first', async () => {
  await using upstream = await standInUpstream()
  const answer = await seen(`${upstream.url}/accounting.nv?stand-in=large:20000000`)
  expect(answer).toMatchObject({ status: { kind: 'success' }, whole: true })
  expect(answer.bytes).toBeGreaterThan(20_000_000)
})

test('the stand-in tells what it received', async () => {
  await using upstream = await standInUpstream()
  await seen(`${upstream.url}/escan.nv?a=1`, ['<root>', '</root>'])
  expect(upstream.received).toMatchObject([{ method: 'POST', target: '/escan.nv?a=1', bodyBytes: 13 }])
})
