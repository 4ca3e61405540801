import type { BillingMonth } from '../../rules/billing-month.ts'
import { decimal, type Decimal } from '../../rules/decimal.ts'
import type { Database } from '../database/client.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import { standingUsage } from '../usage/standing-usage.ts'

/** What the customers whose first billable success fell in one month did in a later one, or the same. */
export interface CohortMonth {
  readonly cohort: BillingMonth
  /** In the cohort, whatever they did later. */
  readonly customers: number
  readonly month: BillingMonth
  /** Of these, those with a billable call left in the month. */
  readonly active: number
  readonly events: number
  readonly quantity: Decimal
}

/**
 * Cohorts by the month of a customer's first success in Helsinki; months in which nobody of a cohort called have no row.
 * What was taken back counts for nothing.
 */
export async function cohortsReport(db: Database): Promise<readonly CohortMonth[]> {
  const rows = await inSnapshot(
    db,
    ({ sql }) => sql<Row[]>`
    with used as (
      select customer_id, usage_month as month, sum(event_count) as events, sum(quantity) as quantity
      from (${standingUsage(db)}) standing where disposition = 'billable' group by 1, 2 having sum(event_count) <> 0),
    started as (
      select customer_id, min(month) as cohort, count(*) over (partition by min(month)) as customers from used group by 1)
    select cohort::text, customers::text, month::text, count(*)::text as active, sum(events)::text as events,
      sum(quantity)::text as quantity
    from started join used using (customer_id)
    group by cohort, customers, month order by cohort, month`,
  )
  return rows.map(({ cohort, customers, month, active, events, quantity }) => ({
    cohort: monthOfDate(cohort),
    customers: Number(customers),
    month: monthOfDate(month),
    active: Number(active),
    events: Number(events),
    quantity: decimal(quantity),
  }))
}

interface Row {
  readonly cohort: string
  readonly customers: string
  readonly month: string
  readonly active: string
  readonly events: string
  readonly quantity: string
}
