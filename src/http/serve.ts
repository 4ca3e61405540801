import type { Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { groupedRecorder } from '../usage/grouped-recorder.ts'
import { httpApp } from './app.ts'
import { backgroundWork } from './background-work.ts'
import { bodyBudget } from './body-budget.ts'
import { cannotListen } from './cannot-listen.ts'
import type { HttpContext } from './http-environment.ts'
import { httpServer } from './http-server.ts'
import { serveLimits, type ServeLimits } from './serve-limits.ts'

export interface RunningServer {
  /** The port it listens on: the one asked for, or the one that was free for 0. */
  readonly port: number
  /**
   * Refuses new requests, waits for those in flight and for what goes on behind them, brings the aggregates up to date,
   * and ends.
   */
  stop(): Promise<void>
}

interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly limits?: Partial<ServeLimits>
}

/** What of the routes' context is given; the rest is made here. */
type ServedContext = Pick<HttpContext, 'db' | 'clock' | 'log' | 'metrics'> &
  Partial<Pick<HttpContext, 'sealingKeys'>>

/** As many recording transactions at once as the connections can spare: the roll-up and everybody else need some too. */
const groupsAtOnceMax = 4
/** How often connections are looked through for requests that take too long. */
const checkMsMax = 5_000

/** Serves the HTTP API on a host and port. Refuses with `cannot-listen` when it can't have them. */
export async function serveHttp(
  context: ServedContext,
  { port, host, limits: wanted = {} }: ServeOptions,
): Promise<RunningServer> {
  const limits = { ...serveLimits, ...wanted }
  const { db, log, metrics } = context
  const stopping = new AbortController()
  const background = backgroundWork()
  const recorder = groupedRecorder(db, {
    groupsAtOnce: Math.max(1, Math.min(groupsAtOnceMax, db.sql.options.max - 2)),
    onRollUpFailure: (error) => {
      log.error({ err: error }, 'a roll-up of usage failed; a later one makes up for it')
    },
  })
  const app = httpApp({
    ...context,
    sealingKeys: context.sealingKeys,
    stopping: stopping.signal,
    background,
    recorder,
    bodies: bodyBudget(limits.bodiesBytesMax, metrics.bodyBytes),
    readerIdleMs: limits.readerIdleMs,
  })
  const serverOptions = {
    requestTimeout: limits.requestMs,
    headersTimeout: Math.min(limits.headMs, limits.requestMs),
    keepAliveTimeout: limits.connectionIdleMs,
    maxHeaderSize: limits.headBytesMax,
    connectionsCheckingInterval: Math.min(checkMsMax, limits.requestMs),
  }
  return new Promise((resolve, reject) => {
    const server = httpServer(app.fetch, serverOptions, log)
    server.once('error', (error) => {
      reject(cannotListen(error, { host, port }) ?? error)
    })
    server.listen(port, host, () => resolve({ port: portOf(server), stop: () => stop() }))
    const stop = async () => {
      stopping.abort()
      await closed(server, limits.graceMs)
      const behind = Promise.all([background.ended(), recorder.ended()])
      const failure = await Promise.race([behind.then(() => null, asFailure), timeUp(limits.behindMs)])
      if (failure !== null)
        log.error({ err: failure }, 'stopped before what goes on behind answers had ended')
    }
  })
}

function closed(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** Told when what goes on behind answers takes too long to end: whatever it is, it can be repeated. */
async function timeUp(ms: number): Promise<Error> {
  await wait(ms, undefined, { ref: false })
  return new Error(`not ended after ${ms} ms`)
}

function asFailure(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new RangeError('broken invariant: a server listens on a port')
  return address.port
}
