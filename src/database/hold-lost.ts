import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'

/** Whether the driver has given up a database transaction. */
export interface TransactionState {
  over: boolean
}

const waitMsMax = 1000

/**
 * Runs the work of a database transaction. When its connection is lost, the work's failure is held back for good: the
 * driver (postgres.js 3.4.9) would answer it with a `rollback` over the connection that is gone, which throws where
 * nobody can catch it and ends the process. The driver itself rejects the transaction when the connection closes.
 */
export async function holdLost<T>(state: TransactionState, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!looksLost(error)) throw error
    // The error may come from another pool's connection: then ours lives on, and wants its rollback.
    const deadline = Date.now() + waitMsMax
    while (!state.over && Date.now() < deadline) await wait(5)
    if (!state.over) throw error
    return new Promise<never>(() => undefined)
  }
}

function looksLost(error: unknown): boolean {
  const origin = error instanceof Error && error.cause !== undefined ? error.cause : error
  if (origin instanceof postgres.PostgresError)
    return origin.severity === 'FATAL' || origin.severity === 'PANIC'
  return origin instanceof Error && 'code' in origin && lost.has(origin.code)
}

const lost = new Set<unknown>([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
])
