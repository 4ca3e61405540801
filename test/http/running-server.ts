// A server over a database of its own, and a client that speaks JSON to it.
import { Writable } from 'node:stream'
import { pino } from 'pino'
import type { ApiScope } from '../../src/api-keys/api-key.ts'
import { createApiKey } from '../../src/api-keys/create-api-key.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { DatabasePool } from '../../src/database/client.ts'
import { newMetrics } from '../../src/http/metrics.ts'
import type { ServeLimits } from '../../src/http/serve-limits.ts'
import { serveHttp } from '../../src/http/serve.ts'
import { trialSealingKeys } from '../access/identifiers/trial-sealing-keys.ts'
import { instant } from '../rules/examples.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'

export interface RunningTestServer {
  /** `http://127.0.0.1:40123`. */
  readonly url: string
  readonly db: DatabasePool
  /** The tables' owner, to look and to break things. */
  readonly owner: DatabasePool
  /** What the server has logged so far, a JSON object a line. */
  logged(): string
  /** The server's clock stands here from now on. */
  setTime(at: string): void
  /** A new API key, as shown once; for all customers unless some are named. */
  keyFor(scopes: readonly ApiScope[], customers?: readonly string[]): Promise<string>
  /** A request with the key, JSON both ways; any other kind of body goes as it is. */
  send(method: string, path: string, sending?: Sending): Promise<Answer>
  /** Stops the server alone: its database stays. */
  stopServing(): Promise<void>
  /** Serves the same database again, at a port of its own. */
  serveAgain(): Promise<void>
  stop(): Promise<void>
}

export interface Sending {
  /** Without it the key of the server's operator. */
  readonly key?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body read as JSON; undefined when it is none. */
  readonly json: unknown
}

/** An empty database to serve. */
export type ServedDatabase = Pick<TestDatabase, 'runtime' | 'owner' | 'drop'>

/** Serves HTTP on a free port of this machine; the clock stands at `at`. */
export async function runningServer(
  at = '2026-01-15T12:00:00+02:00',
  limits: Partial<ServeLimits> = {},
  opened: Promise<ServedDatabase> = testDatabase(),
): Promise<RunningTestServer> {
  const database = await opened
  const db = database.runtime
  let now = instant(at)
  const clock = { now: () => now }
  const output: string[] = []
  const log = pino({}, linesInto(output))
  const context = { db, clock, log, metrics: newMetrics(), sealingKeys: trialSealingKeys() }
  const listen = () => serveHttp(context, { port: 0, host: '127.0.0.1', limits })
  let server = await listen()
  const keyFor = async (scopes: readonly ApiScope[], customers?: readonly string[]) => {
    const wanted = { name: `test ${scopes.join('-')}`, scopes, customers: customers ?? null, expiresAt: null }
    const attribution = { recordedAt: now, recordedBy: 'test', note: null }
    return (await atomically(db, (tx) => createApiKey(tx, wanted, attribution))).shown
  }
  const operator = await keyFor(['operate'])
  const url = () => `http://127.0.0.1:${server.port}`
  return {
    get url() {
      return url()
    },
    db,
    owner: database.owner,
    logged: () => output.join(''),
    setTime: (time) => {
      now = instant(time)
    },
    keyFor,
    send: (method, path, sending = {}) => send(`${url()}${path}`, method, { key: operator, ...sending }),
    stopServing: () => server.stop(),
    serveAgain: async () => {
      server = await listen()
    },
    stop: async () => {
      await server.stop()
      await database.drop()
    },
  }
}

function linesInto(output: string[]): Writable {
  return new Writable({
    decodeStrings: false,
    write: (line, _encoding, done) => {
      output.push(String(line))
      done()
    },
  })
}

async function send(url: string, method: string, { key, body, headers }: Sending): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      ...(isPlain(body) ? { 'Content-Type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isPlain(body) ? JSON.stringify(body) : asBytes(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: jsonOf(text) }
}

function isPlain(body: unknown): boolean {
  return body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)
}

function asBytes(body: unknown): Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return new TextEncoder().encode(body)
  if (body instanceof Uint8Array) return new Uint8Array(body)
  throw new TypeError('a body is JSON, text or bytes')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
