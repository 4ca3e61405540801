import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** How the stand-in answers a request; everything is streamed, and always HTTP 200, as the real service does. */
export type StandInAnswer =
  | { readonly kind: 'success'; readonly gzip?: boolean }
  | { readonly kind: 'failure'; readonly code: string; readonly text: string }
  /** Its head and half of its status go out; the rest waits for `until`. */
  | { readonly kind: 'slow'; readonly until: Promise<void> }
  /** Whole as HTTP, broken as XML before its status. */
  | { readonly kind: 'broken' }
  /** The connection is cut in the middle of the body: within the status, or behind it. */
  | { readonly kind: 'cut-off'; readonly behindStatus: boolean }
  /** The connection is cut before anything is answered. */
  | { readonly kind: 'no-answer' }
  /** A success whose replies are at least `bytes` long. */
  | { readonly kind: 'large'; readonly bytes: number }

/** A request as it arrived, its body counted and not kept. */
export interface ReceivedRequest {
  readonly method: string
  readonly target: string
  /** Names and values in turn, a character for each byte. */
  readonly rawHeaders: readonly string[]
  readonly bodyBytes: number
}

export interface StandInUpstream extends AsyncDisposable {
  /** Such as `http://127.0.0.1:4711`. */
  readonly url: string
  /** In the order in which their bodies were read whole. */
  readonly received: readonly ReceivedRequest[]
}

/** A server on a free port that stands in for the real API; by default it answers as the request's parameters ask. */
export async function standInUpstream(
  answerTo: (request: ReceivedRequest) => StandInAnswer = askedAnswer,
): Promise<StandInUpstream> {
  const received: ReceivedRequest[] = []
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const whole = await receive(request)
      received.push(whole)
      await answer(response, answerTo(whole))
    } catch {
      // Who asked has gone.
      response.destroy()
    }
  }
  const server = createServer((request, response) => void respond(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    received,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** `?stand-in=failure:INVALID_DATA`, `broken`, `cut-in-status`, `cut-behind-status`, `no-answer`, `gzip`, `large:1000000`; else success. */
function askedAnswer({ target }: ReceivedRequest): StandInAnswer {
  const asked = new URL(target, 'http://stand-in').searchParams.get('stand-in') ?? 'success'
  const [kind = '', detail = ''] = asked.split(':')
  switch (kind) {
    case 'failure':
      return { kind, code: detail === '' ? 'INVALID_DATA' : detail, text: 'As the request asked' }
    case 'broken':
    case 'no-answer':
      return { kind }
    case 'cut-in-status':
      return { kind: 'cut-off', behindStatus: false }
    case 'cut-behind-status':
      return { kind: 'cut-off', behindStatus: true }
    case 'gzip':
      return { kind: 'success', gzip: true }
    case 'large':
      return { kind, bytes: Number(detail) }
    case 'success':
      return { kind }
    default:
      return { kind: 'failure', code: 'INVALID_DATA', text: `The stand-in has no answer ${kind}` }
  }
}

async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  let bodyBytes = 0
  for await (const chunk of request) if (chunk instanceof Uint8Array) bodyBytes += chunk.length
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    rawHeaders: request.rawHeaders,
    bodyBytes,
  }
}

const declaration = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
const time = '<TimeStamp>2026-03-10T08:00:00Z</TimeStamp>'
const statusBegins = `${declaration}<Root><ResponseStatus><Status>OK</Sta`
const statusEnds = `tus>${time}</ResponseStatus>`
const reply = '<Replies><InsertedDataIdentifier>1234</InsertedDataIdentifier></Replies>'

async function answer(response: ServerResponse, wanted: StandInAnswer): Promise<void> {
  response.setHeader('Content-Type', 'text/xml; charset=utf-8')
  switch (wanted.kind) {
    case 'success':
      return success(response, wanted.gzip ?? false)
    case 'failure':
      response.end(
        `${declaration}<Root><ResponseStatus><Status>FAILED</Status><Status>${wanted.code} :: ${wanted.text}</Status>${time}</ResponseStatus></Root>`,
      )
      return
    case 'slow':
      response.write(statusBegins)
      await wanted.until
      response.end(`${statusEnds}${reply}</Root>`)
      return
    case 'broken':
      response.end(`${declaration}<Root><a></b><ResponseStatus><Status>OK</Status></ResponseStatus></Root>`)
      return
    case 'cut-off':
      await cutBehind(response, wanted.behindStatus ? statusBegins + statusEnds : statusBegins)
      return
    case 'no-answer':
      response.destroy()
      return
    case 'large':
      await pipeline(Readable.from(largeBody(wanted.bytes)), response)
  }
}

async function success(response: ServerResponse, gzip: boolean): Promise<void> {
  const body = `${statusBegins}${statusEnds}${reply}</Root>`
  if (!gzip) {
    response.end(body)
    return
  }
  response.setHeader('Content-Encoding', 'gzip')
  await pipeline(Readable.from([body]), createGzip(), response)
}

/** What was written has left for the network before the connection is cut. */
async function cutBehind(response: ServerResponse, text: string): Promise<void> {
  const written = Promise.withResolvers<void>()
  response.write(text, () => written.resolve())
  await written.promise
  // Ended rather than reset: a reset could overtake what was written.
  response.socket?.end()
}

function* largeBody(bytes: number): Generator<string> {
  const piece = '<Reply>1234</Reply>'.repeat(3449)
  yield `${statusBegins}${statusEnds}<Replies>`
  for (let sent = 0; sent < bytes; sent += piece.length) yield piece
  yield '</Replies></Root>'
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the stand-in listens on no port')
  return address.port
}
