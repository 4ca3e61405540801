import type { BillingMonth } from '../../../rules/billing-month.ts'
import type { Database } from '../../database/client.ts'
import { findRun } from '../../invoicing/invoice-run.ts'
import { loadRunTotals } from '../../invoicing/load-run-totals.ts'
import { totalsJson } from '../../invoicing/totals-json.ts'
import { BillingError } from '../../errors/billing-error.ts'
import type { Problem } from '../problem.ts'
import type { RunsUnderWay } from './runs-under-way.ts'

/**
 * `running`: this server is at it. `incomplete`: started, and not at work here; another POST goes on. `failed`: the same,
 * and the problem says why it stopped.
 */
export type RunState = 'running' | 'complete' | 'incomplete' | 'failed'

export interface RunProgress {
  readonly month: BillingMonth
  readonly state: RunState
  readonly issueDate: string
  readonly customersDone: number
  readonly customers: number
  /** Of what is issued so far; null where they are left out. */
  readonly totals: ReturnType<typeof totalsJson> | null
  readonly problem: Problem | null
}

/** How far the run of the month has come; refuses with `unknown-run` before it is first started. */
export async function runProgress(
  db: Database,
  runs: RunsUnderWay,
  month: BillingMonth,
): Promise<RunProgress> {
  return withTotals(db, await runningProgress(db, runs, month))
}

export async function withTotals(db: Database, progress: RunProgress): Promise<RunProgress> {
  return { ...progress, totals: totalsJson(await loadRunTotals(db, progress.month)) }
}

/** The same without totals, which cost more the further a run has come: for those who follow it block by block. */
export async function runningProgress(
  db: Database,
  runs: RunsUnderWay,
  month: BillingMonth,
): Promise<RunProgress> {
  const at = runs.at(month) // before the database is asked: what ends meanwhile is seen as ended
  const run = await findRun(db, month)
  if (run === undefined)
    throw new BillingError('unknown-run', `The run of ${month} has not been started`, { details: { month } })
  const [count] = await db.sql<{ done: number; customers: number }[]>`
    select count(*)::integer as customers,
      (count(*) filter (where ${run.isComplete} or customer_id <= ${run.issuedUpTo}))::integer as done
    from customers`
  const state = run.isComplete ? 'complete' : at.kind
  return {
    month,
    state,
    issueDate: run.issueDate,
    customersDone: count?.done ?? 0,
    customers: count?.customers ?? 0,
    totals: null,
    problem: at.kind === 'failed' && state === 'failed' ? at.problem : null,
  }
}
