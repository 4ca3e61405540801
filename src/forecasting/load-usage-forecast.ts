import type { BillingMonth } from '../../rules/billing-month.ts'
import { decimal, type Decimal } from '../../rules/decimal.ts'
import type { Database } from '../database/client.ts'
import { standingUsage } from '../usage/standing-usage.ts'
import type { Pace } from './pace.ts'

/** Billable calls of one resource, charged or not. */
export interface ResourceForecast {
  readonly resource: string
  readonly events: number
  /** Documents in those requests. */
  readonly quantity: Decimal
  /** Of the whole month: every customer's cut to whole documents, then added up. Null without a pace. */
  readonly forecastQuantity: Decimal | null
}

/** What was used of each resource in the month, from the aggregates, and what it comes to at its pace. */
export async function loadUsageForecast(
  db: Database,
  {
    month,
    pace,
    customers,
  }: {
    readonly month: BillingMonth
    readonly pace: Pace | null
    readonly customers: readonly string[] | undefined
  },
): Promise<readonly ResourceForecast[]> {
  const [passed, whole] = [pace?.passed.toFixed() ?? null, pace?.whole.toFixed() ?? null]
  const rows = await db.sql<Row[]>`
    select resource, sum(events)::text as events, sum(quantity)::text as quantity,
      sum(div(quantity * ${whole}::numeric, ${passed}::numeric))::text as coming
    from (
      select resource, customer_id, sum(event_count) as events, sum(quantity) as quantity
      from (${standingUsage(db, customers)}) standing
      where usage_month = ${`${month}-01`}::date and disposition = 'billable'
      group by 1, 2 having sum(event_count) <> 0) used
    group by 1 order by resource collate "C"`
  return rows.map(({ resource, events, quantity, coming }) => ({
    resource,
    events: Number(events),
    quantity: decimal(quantity),
    forecastQuantity: coming === null ? null : decimal(coming),
  }))
}

interface Row {
  readonly resource: string
  readonly events: string
  readonly quantity: string
  readonly coming: string | null
}
