import { formatInstant, type Instant } from '../../rules/instant.ts'
import type { BillingMonth } from '../../rules/billing-month.ts'
import { ruleSet } from '../../rules/rule-set.ts'
import type { Attribution } from '../database/attribution.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import { lockAllCustomers } from '../database/lock-customers.ts'

/** The run of a billing month, as far as it has come. */
export interface InvoiceRun {
  readonly month: BillingMonth
  /** `2026-04-03`; fixed when the run is first started, and its year is the numbers' year. */
  readonly issueDate: string
  readonly year: number
  /** The name of the rules that the run was started under. */
  readonly ruleSet: string
  /** Of the first start: documents name their buyers as they were known then. */
  readonly startedAt: Instant
  /** The last customer issued; null before the first. */
  readonly issuedUpTo: string | null
  readonly isComplete: boolean
}

/** The run of the month; undefined before it is first started. */
export async function findRun(db: Database, month: BillingMonth): Promise<InvoiceRun | undefined> {
  const [row] = await db.sql<Row[]>`
    select issue_date::text, rule_set, recorded_at::text, issued_up_to, completed_at is not null as is_complete from invoice_runs
    where month = ${`${month}-01`}::date`
  if (row === undefined) return undefined
  return {
    month,
    issueDate: row.issue_date,
    year: Number(row.issue_date.slice(0, 4)),
    ruleSet: row.rule_set,
    startedAt: instantOfTimestamp(row.recorded_at),
    issuedUpTo: row.issued_up_to,
    isComplete: row.is_complete,
  }
}

interface Row {
  readonly issue_date: string
  readonly rule_set: string
  readonly recorded_at: string
  readonly issued_up_to: string | null
  readonly is_complete: boolean
}

/** Starts the run, or finds it as an earlier start left it: the issue date is the first start's. */
export async function startRun(
  db: Database,
  month: BillingMonth,
  options: { readonly issueDate: string; readonly sampleAllowed: boolean },
  attribution: Attribution,
): Promise<InvoiceRun> {
  return atomically(db, async (tx) => {
    const found = await findRun(tx, month)
    if (found !== undefined) return found
    await lockAllCustomers(tx) // what an import in flight says of the buyers is known at the start, or after it
    await tx.sql`
      insert into invoice_runs (month, issue_date, rule_set, sample_allowed, recorded_at, recorded_by, note)
      values (${`${month}-01`}::date, ${options.issueDate}::date, ${ruleSet}, ${options.sampleAllowed},
        ${formatInstant(attribution.recordedAt)}, ${attribution.recordedBy}, ${attribution.note})
      on conflict (month) do nothing`
    const started = await findRun(tx, month)
    if (started === undefined) throw new Error(`broken invariant: the run of ${month} was not started`)
    return started
  })
}

/** Marks the run complete; the database refuses while a number is missing. Repeating it changes nothing. */
export async function completeRun(db: Database, month: BillingMonth, at: Instant): Promise<void> {
  await atomically(db, async (tx) => {
    await tx.sql`
      update invoice_runs set completed_at = ${formatInstant(at)}
      where month = ${`${month}-01`}::date and completed_at is null`
  })
}
