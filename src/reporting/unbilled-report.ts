import type { BillingMonth } from '../../rules/billing-month.ts'
import { decimal, type Decimal } from '../../rules/decimal.ts'
import { dispositions } from '../../rules/disposition.ts'
import type { Database } from '../database/client.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import { standingUsage } from '../usage/standing-usage.ts'
import { standing } from './standing.ts'

/** In the order of the report: never billed, then waiting for somebody to act, then waiting for the month's end. */
export const unbilledKinds = [
  ...dispositions.filter((disposition) => disposition !== 'billable'),
  'taken-back',
  'before-first-month',
  'held',
  'run-not-complete',
  'month-not-issued',
  'month-open',
] as const
export type UnbilledKind = (typeof unbilledKinds)[number]

/** Events that no document bills, for one reason. */
export interface UnbilledRow {
  readonly kind: UnbilledKind
  /** In words. */
  readonly reason: string
  readonly postingMonth: BillingMonth
  readonly usageMonth: BillingMonth
  readonly events: number
  /** Documents in those requests. */
  readonly quantity: Decimal
  readonly customers: number
}

/**
 * Every recorded event that is on no document, each counted once: what is never billed, by its disposition, what was
 * taken back, and what is billable and not billed yet. Calls that are included in a monthly fee or a package count as billed with their
 * posting month. Of these customers, or of all.
 */
export async function unbilledReport(
  db: Database,
  ofCustomers?: readonly string[],
): Promise<readonly UnbilledRow[]> {
  const rows = await inSnapshot(
    db,
    ({ sql }) => sql<Row[]>`
    with ${fates(db, ofCustomers)}
    select kind, posting_month::text, usage_month::text, sum(event_count)::text as events,
      sum(quantity)::text as quantity, count(distinct customer_id)::text as customers
    from fates where kind <> 'billed'
    group by kind, posting_month, usage_month
    order by array_position(${[...unbilledKinds]}::text[], kind), posting_month, usage_month`,
  )
  return rows.map(({ kind, posting_month: posted, usage_month: used, events, quantity, customers }) => ({
    kind,
    reason: reasons[kind],
    postingMonth: monthOfDate(posted),
    usageMonth: monthOfDate(used),
    events: Number(events),
    quantity: decimal(quantity),
    customers: Number(customers),
  }))
}

/**
 * What became of each sum of events. Held ones: every run since they were posted held their usage month, or none came since
 * the one that holds it; a run that did not hold it has billed them, also where a later one holds the month again.
 */
function fates(db: Database, customers: readonly string[] | undefined) {
  const own = customers === undefined ? db.sql`` : db.sql`where customer_id = any(${[...customers]}::text[])`
  return db.sql`
    standing_usage as (
      select customer_id, posting_month, usage_month, disposition, sum(event_count) as event_count, sum(quantity) as quantity
      from (${standingUsage(db, customers)}) each_recorded
      group by 1, 2, 3, 4 having sum(event_count) > 0),
    held as (select distinct customer_id, usage_month, billing_month from ${standing(db)}),
    fates as (
      select t.*, case
        when t.disposition <> 'billable' then t.disposition::text
        when t.usage_month < (select min(month) from months) then 'before-first-month'
        when held.billing_month is not null and not exists (
          select from invoice_runs r where r.month between t.posting_month and held.billing_month and not exists (
            select from holds h where h.customer_id = t.customer_id and h.billing_month = r.month
              and h.usage_month = t.usage_month)) then 'held'
        when run.completed_at is not null or t.customer_id <= run.issued_up_to then 'billed'
        when run.month is not null then 'run-not-complete'
        when m.closed_at is not null then 'month-not-issued'
        else 'month-open' end as kind
      from standing_usage t
      left join held on held.customer_id = t.customer_id and held.usage_month = t.usage_month
      left join invoice_runs run on run.month = t.posting_month
      left join months m on m.month = t.posting_month
      union all
      select customer_id, event_posting_month, usage_month, disposition, 1, quantity, 'taken-back' from retracted_events ${own})`
}

const reasons: Readonly<Record<UnbilledKind, string>> = {
  'other-channel': 'not the web service: usable with every package, never billed',
  'taken-back': 'taken back: counts for nothing, and what was billed for it is credited',
  failed: 'the call failed: never billed',
  'not-eligible': 'the service terms of the month did not include the API: never billed',
  'api-closed': 'the API was closed when the call was made: never billed',
  'before-first-month': 'used before the first price list took effect: never billed',
  held: 'the usage month is held: billed when the hold ends (report holds)',
  'run-not-complete': 'the run of the month has not come to the customer yet: repeat invoice run',
  'month-not-issued': 'the month is closed and its run is still to come: invoice run',
  'month-open': 'the month is open: billed when it is closed and run',
}

interface Row {
  readonly kind: UnbilledKind
  readonly posting_month: string
  readonly usage_month: string
  readonly events: string
  readonly quantity: string
  readonly customers: string
}
