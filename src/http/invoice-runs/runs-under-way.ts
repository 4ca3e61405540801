import type { BillingMonth } from '../../../rules/billing-month.ts'
import type { Attribution } from '../../database/attribution.ts'
import { mapDatabaseError } from '../../database/map-database-error.ts'
import { BillingError } from '../../errors/billing-error.ts'
import { runInvoices } from '../../invoicing/run-invoices.ts'
import type { HttpContext } from '../http-environment.ts'
import { problem, problemOf, type Problem } from '../problem.ts'

/** Where this server stands with the run of a month. */
export type StandOfRun =
  | { readonly kind: 'running' }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'failed'; readonly problem: Problem }

/** The invoice runs that this server works at, behind the requests that asked for them. */
export interface RunsUnderWay {
  /** Goes on with a run that was started; one that is under way here is left alone. */
  goOn(month: BillingMonth, attribution: Attribution): void
  at(month: BillingMonth): StandOfRun
  /** Resolves at the next block of the run, or its end; at once when it is not under way. */
  nextBlock(month: BillingMonth): Promise<void>
}

export function runsUnderWay({
  db,
  background,
  stopping,
  log,
  metrics,
}: Pick<HttpContext, 'db' | 'background' | 'stopping' | 'log' | 'metrics'>): RunsUnderWay {
  const blocks = new Map<BillingMonth, PromiseWithResolvers<void>>()
  const failures = new Map<BillingMonth, Problem>()
  const advance = (month: BillingMonth) => {
    const reached = blocks.get(month)
    blocks.set(month, Promise.withResolvers())
    reached?.resolve()
  }
  const end = (month: BillingMonth) => {
    const reached = blocks.get(month)
    blocks.delete(month)
    reached?.resolve()
  }
  return {
    goOn(month, attribution) {
      if (blocks.has(month)) return
      failures.delete(month)
      blocks.set(month, Promise.withResolvers())
      const options = { allowSample: true, onProgress: () => advance(month), interrupted: stopping } // the start has decided on samples
      background.start(async () => {
        try {
          await runInvoices(db, month, options, attribution)
          metrics.runs.inc({ outcome: 'complete' })
        } catch (error) {
          const mapped = mapDatabaseError(error)
          const isInterrupted = mapped instanceof BillingError && mapped.code === 'interrupted'
          metrics.runs.inc({ outcome: isInterrupted ? 'interrupted' : 'failed' })
          if (isInterrupted) return
          log.error({ err: mapped, month }, 'a run failed behind its answer; starting it again goes on')
          failures.set(month, problemOfFailure(mapped))
        } finally {
          end(month)
        }
      })
    },
    at(month) {
      if (blocks.has(month)) return { kind: 'running' }
      const failure = failures.get(month)
      return failure === undefined ? { kind: 'incomplete' } : { kind: 'failed', problem: failure }
    },
    nextBlock: (month) => blocks.get(month)?.promise ?? Promise.resolve(),
  }
}

function problemOfFailure(error: unknown): Problem {
  return error instanceof BillingError
    ? problemOf(error)
    : problem(500, 'internal', 'Something is wrong on our side; it is logged')
}
