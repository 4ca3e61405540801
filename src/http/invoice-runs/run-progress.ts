import type { BillingMonth } from '../../../rules/billing-month.ts'
import type { Database } from '../../database/client.ts'
import { inSnapshot } from '../../database/in-snapshot.ts'
import { findRun } from '../../invoicing/invoice-run.ts'
import { loadRunTotals } from '../../invoicing/load-run-totals.ts'
import { totalsJson } from '../../invoicing/totals-json.ts'
import { BillingError } from '../../errors/billing-error.ts'
import type { Problem } from '../problem.ts'

/**
 * `running`: this server is at it. `incomplete`: started, and not at work here; another POST goes on. `failed`: the same,
 * and the problem says why it stopped.
 */
export type RunState = 'running' | 'complete' | 'incomplete' | 'failed'

/** Where this server stands with the run of a month. */
export type StandOfRun =
  | { readonly kind: 'running' }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'failed'; readonly problem: Problem }

export interface RunProgress {
  /** What it is asked for by: a run's month, `preview-…` of a preview. */
  readonly id: string
  readonly month: BillingMonth
  readonly preview: boolean
  readonly state: RunState
  /** Null of a preview. */
  readonly issueDate: string | null
  readonly customersDone: number
  readonly customers: number
  /** Of what is issued so far; null where they are left out. */
  readonly totals: ReturnType<typeof totalsJson> | null
  readonly problem: Problem | null
}

/** How far the run of the month has come; refuses with `unknown-run` before it is first started. */
export async function runProgress(
  db: Database,
  month: BillingMonth,
  standOf: (month: BillingMonth) => StandOfRun,
): Promise<RunProgress> {
  return withTotals(db, await runningProgress(db, month, standOf))
}

export async function withTotals(db: Database, progress: RunProgress): Promise<RunProgress> {
  return { ...progress, totals: totalsJson(await loadRunTotals(db, progress.month)) }
}

/** The same without totals, which cost more the further a run has come: for those who follow it block by block. */
export async function runningProgress(
  db: Database,
  month: BillingMonth,
  standOf: (month: BillingMonth) => StandOfRun,
): Promise<RunProgress> {
  const at = standOf(month) // before the database is asked: what ends meanwhile is seen as ended
  const run = await findRun(db, month)
  if (run === undefined)
    throw new BillingError('unknown-run', `The run of ${month} has not been started`, { details: { month } })
  const [count] = await inSnapshot(
    db,
    ({ sql }) => sql<{ done: number; customers: number }[]>`
      select count(*)::integer as customers,
        (count(*) filter (where ${run.isComplete} or customer_id <= ${run.issuedUpTo}))::integer as done
      from customers`,
  )
  const state = run.isComplete ? 'complete' : at.kind
  return {
    id: month,
    month,
    preview: false,
    state,
    issueDate: run.issueDate,
    customersDone: count?.done ?? 0,
    customers: count?.customers ?? 0,
    totals: null,
    problem: at.kind === 'failed' && state === 'failed' ? at.problem : null,
  }
}
