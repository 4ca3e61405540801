import { billingMonth } from '../../../rules/billing-month.ts'
import type { Database } from '../../../src/database/client.ts'
import { BillingError } from '../../../src/errors/billing-error.ts'
import { runInvoices, type RunOptions } from '../../../src/invoicing/run-invoices.ts'
import type { Verdict } from '../naive/verdict.ts'
import { clerkAt, type EngineBooks } from './engine-books.ts'
import { killing } from './killing.ts'
import { verdictOf } from './verdict-of.ts'

/**
 * Runs the month, as many times at once as said. `stopped` stops it: at a place of the database, by a signal before its
 * next block (`interrupted`), or by a failure of its caller after a block. The answer is `stopped` when it was.
 */
export async function runMonth(
  books: EngineBooks,
  month: string,
  now: number,
  {
    together = 1,
    stopped,
  }: { readonly together?: number | undefined; readonly stopped?: string | undefined },
): Promise<Verdict> {
  const run = (runtime: Database, options: Partial<RunOptions> = {}) =>
    stoppable(() =>
      runInvoices(runtime, billingMonth(month), { allowSample: true, ...options }, clerkAt(now)),
    )
  if (stopped === 'interrupted') return run(books.runtime, { interrupted: AbortSignal.abort() })
  if (stopped === 'after a block') return run(books.runtime, { onProgress: stop })
  if (stopped !== undefined) return killing(books, stopped, run)
  const verdicts = await Promise.all(Array.from({ length: together }, () => run(books.runtime)))
  const others = verdicts.filter((verdict) => verdict !== 'already-complete') // the ones that had work to do
  return others.find((verdict) => verdict !== 'complete') ?? others[0] ?? 'already-complete'
}

class Stop extends Error {}

function stop(): never {
  throw new Stop('after a block')
}

function stoppable(work: () => Promise<string>): Promise<Verdict> {
  return verdictOf(async () => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof Stop || isStop(error)) return 'stopped'
      throw error
    }
  })
}

function isStop(error: unknown): boolean {
  return (
    error instanceof BillingError && (error.code === 'interrupted' || error.code === 'database-unreachable')
  )
}
