import type { BillingMonth } from '../../rules/billing-month.ts'
import { normalResourceName } from '../../rules/charged-resources.ts'
import { decimal, type Decimal } from '../../rules/decimal.ts'
import type { Channel, Disposition, Outcome } from '../../rules/disposition.ts'
import type { Database } from '../database/client.ts'

/** What usage can be split by. */
export const usageDimensions = [
  'resource',
  'customer',
  'channel',
  'outcome',
  'disposition',
  'source',
] as const
export type UsageDimension = (typeof usageDimensions)[number]

export interface UsageQuestion {
  /** First and last month, both included. */
  readonly from: BillingMonth
  readonly to: BillingMonth
  readonly interval: 'day' | 'month'
  readonly groupBy: readonly UsageDimension[]
  readonly customer?: string | undefined
  /** In any case, with or without a query string. */
  readonly resource?: string | undefined
}

/** Calls of one day or month in Helsinki; the dimensions that were not asked for are absent. */
export interface UsageRow {
  /** `2026-03-29`, or `2026-03` by month. */
  readonly period: string
  readonly resource?: string
  readonly customer?: string
  readonly channel?: Channel
  readonly outcome?: Outcome
  readonly disposition?: Disposition
  readonly source?: string
  /** API call events, whatever became of them. */
  readonly events: number
  /** Documents in those requests. */
  readonly quantity: Decimal
}

/**
 * Recorded usage, whole to this instant, by period and then by each dimension. What was taken back counts for nothing in
 * the period it was made in; periods without calls, or with none left, have no row.
 */
export async function usageReport(db: Database, question: UsageQuestion): Promise<readonly UsageRow[]> {
  const { from, to, interval, customer = null } = question
  const resource = question.resource === undefined ? null : normalResourceName(question.resource)
  const by = (dimension: UsageDimension) => question.groupBy.includes(dimension)
  const rows = await db.sql<Row[]>`
    select to_char(day, ${interval === 'day' ? 'YYYY-MM-DD' : 'YYYY-MM'}) as period,
      case when ${by('resource')} then resource end collate "C" as resource,
      case when ${by('customer')} then customer_id end as customer,
      case when ${by('channel')} then channel end as channel,
      case when ${by('outcome')} then outcome end as outcome,
      case when ${by('disposition')} then disposition end as disposition,
      case when ${by('source')} then source end collate "C" as source,
      sum(event_count)::text as events, sum(quantity)::text as quantity
    from usage_by_day_now
    where day >= ${`${from}-01`}::date and day < (${`${to}-01`}::date + interval '1 month')::date
      and (${customer}::text is null or customer_id = ${customer})
      and (${resource}::text is null or resource = ${resource})
    group by 1, 2, 3, 4, 5, 6, 7 having sum(event_count) <> 0
    order by 1, 2, 3, 4, 5, 6, 7`
  return rows.map(rowOf)
}

interface Row {
  readonly period: string
  readonly resource: string | null
  readonly customer: string | null
  readonly channel: Channel | null
  readonly outcome: Outcome | null
  readonly disposition: Disposition | null
  readonly source: string | null
  readonly events: string
  readonly quantity: string
}

function rowOf({
  period,
  resource,
  customer,
  channel,
  outcome,
  disposition,
  source,
  events,
  quantity,
}: Row): UsageRow {
  return {
    period,
    ...(resource === null ? {} : { resource }),
    ...(customer === null ? {} : { customer }),
    ...(channel === null ? {} : { channel }),
    ...(outcome === null ? {} : { outcome }),
    ...(disposition === null ? {} : { disposition }),
    ...(source === null ? {} : { source }),
    events: Number(events),
    quantity: decimal(quantity),
  }
}
