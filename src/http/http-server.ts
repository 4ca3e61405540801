import { getRequestListener, RequestError } from '@hono/node-server'
import { createServer, STATUS_CODES, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { problem, type Problem } from './problem.ts'

/**
 * A server in front of `fetch`. What is no HTTP, or too much of it, never gets that far: it is refused here, with
 * problem+json as everything else is.
 */
export function httpServer(
  fetch: (request: Request) => Response | Promise<Response>,
  options: ServerOptions,
  log: Logger,
): Server {
  const listener = getRequestListener(fetch, { errorHandler: (error) => answerTo(error, log) })
  const answers = new WeakMap<Duplex, ServerResponse>()
  // Without a Host header Node would refuse by itself, with an empty answer.
  const server = createServer({ ...options, requireHostHeader: false }, (incoming, outgoing) => {
    answers.set(incoming.socket, outgoing)
    if (withCredentials.test(incoming.url ?? ''))
      refuse(incoming.socket, notRead('credentials in its address'))
    else void listener(incoming, outgoing)
  })
  server.on('checkExpectation', (incoming, outgoing) => server.emit('request', incoming, outgoing)) // as if it asked for nothing
  server.on('connect', (_, socket) => refuse(socket, noTunnel))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answer = answers.get(socket)
    const isWithinAnswer = answer !== undefined && answer.headersSent && !answer.writableFinished
    if (error.code === 'ECONNRESET' || !socket.writable || isWithinAnswer) socket.destroy()
    else refuse(socket, problemOfCode(error.code))
  })
  return server
}

/** No Request can be made of such an address; and nobody is to be named there. */
const withCredentials = /^https?:\/\/[^/?#]*@/i

function answerTo(error: unknown, log: Logger): Response {
  const refused = error instanceof RequestError ? notRead(error.message) : internal
  if (refused === internal) log.error({ err: error }, 'an answer failed for a defect of ours')
  return new Response(JSON.stringify(refused), {
    status: refused.status,
    headers: { 'Content-Type': 'application/problem+json' },
  })
}

/** Ends the connection: where the next request would begin is not known. */
function refuse(socket: Duplex, refused: Problem): void {
  const body = JSON.stringify(refused)
  const head = [
    `HTTP/1.1 ${refused.status} ${STATUS_CODES[refused.status] ?? ''}`,
    ...(refused.status === 405 ? ['Allow:'] : []),
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  // Nobody reads from it any more, nor would a stop close it; cut at once, the refusal could be lost on its way.
  socket.resume()
  const cut = setTimeout(() => socket.destroy(), lingerMs)
  socket.once('close', () => clearTimeout(cut))
}

/** For so long a refused sender may go on before it is cut. */
const lingerMs = 2_000

/** By the code that Node's parser fails with. */
function problemOfCode(code = 'malformed'): Problem {
  return problems.get(code) ?? notRead(code)
}

function notRead(why: string): Problem {
  return problem(400, 'invalid-input', `The request is not HTTP/1.1: ${why}`)
}

const internal = problem(500, 'internal', 'Something is wrong on our side; it is logged')
const noTunnel = problem(405, 'method-not-allowed', 'This is no proxy', { allowed: [] })
const problems: ReadonlyMap<string, Problem> = new Map([
  ['HPE_HEADER_OVERFLOW', problem(431, 'too-large', 'The address and headers of the request hold too much')],
  [
    'HPE_CHUNK_EXTENSIONS_OVERFLOW',
    problem(413, 'too-large', 'The chunks of the body say too much beside what they hold'),
  ],
  ['ERR_HTTP_REQUEST_TIMEOUT', problem(408, 'request-timeout', 'The request did not become whole in time')],
])
