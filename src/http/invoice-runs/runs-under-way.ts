import type { BillingMonth } from '../../../rules/billing-month.ts'
import type { Attribution } from '../../database/attribution.ts'
import { mapDatabaseError } from '../../database/map-database-error.ts'
import { BillingError } from '../../errors/billing-error.ts'
import { runInvoices } from '../../invoicing/run-invoices.ts'
import type { HttpContext } from '../http-environment.ts'
import { problemOfFailure, type Problem } from '../problem.ts'
import { blockSignals } from './block-signals.ts'
import type { FollowedRun } from './followed-run.ts'
import { runningProgress, runProgress, withTotals, type StandOfRun } from './run-progress.ts'

/** The invoice runs that this server works at, behind the requests that asked for them. */
export interface RunsUnderWay {
  /** Goes on with a run that was started; one that is under way here is left alone. */
  goOn(month: BillingMonth, attribution: Attribution): void
  /** What it tells refuses with `unknown-run` before the run is first started. */
  follow(month: BillingMonth): FollowedRun
}

export function runsUnderWay({
  db,
  background,
  stopping,
  log,
  metrics,
}: Pick<HttpContext, 'db' | 'background' | 'stopping' | 'log' | 'metrics'>): RunsUnderWay {
  const signals = blockSignals<BillingMonth>()
  const failures = new Map<BillingMonth, Problem>()
  const standOf = (month: BillingMonth): StandOfRun => {
    if (signals.isUnderWay(month)) return { kind: 'running' }
    const failure = failures.get(month)
    return failure === undefined ? { kind: 'incomplete' } : { kind: 'failed', problem: failure }
  }
  return {
    goOn(month, attribution) {
      if (!signals.begin(month)) return
      failures.delete(month)
      const options = { allowSample: true, onProgress: () => signals.blockDone(month), interrupted: stopping } // the start has decided on samples
      background.start(async () => {
        try {
          const outcome = await runInvoices(db, month, options, attribution)
          if (outcome === 'complete') metrics.runs.inc({ outcome })
        } catch (error) {
          const mapped = mapDatabaseError(error)
          const isInterrupted = mapped instanceof BillingError && mapped.code === 'interrupted'
          metrics.runs.inc({ outcome: isInterrupted ? 'interrupted' : 'failed' })
          if (isInterrupted) return
          log.error({ err: mapped, month }, 'a run failed behind its answer; starting it again goes on')
          failures.set(month, problemOfFailure(mapped))
        } finally {
          signals.end(month)
        }
      })
    },
    follow: (month) => ({
      whole: () => runProgress(db, month, standOf),
      step: async () => {
        const progress = await runningProgress(db, month, standOf)
        return progress.state === 'running' ? progress : withTotals(db, progress)
      },
      nextBlock: () => signals.nextBlock(month),
    }),
  }
}
