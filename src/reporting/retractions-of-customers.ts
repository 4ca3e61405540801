import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** Events of one usage month that were taken back together. */
export interface RetractionSummary extends Attribution {
  readonly usageMonth: BillingMonth
  readonly postedIn: BillingMonth
  readonly reason: string
  readonly events: number
  /** The first few, in byte order: `event show` tells of each. */
  readonly firstIds: readonly string[]
}

/** What was taken back of the customers' events, by customer, oldest retraction first. */
export async function loadRetractionSummaries(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly RetractionSummary[]>> {
  const rows = await db.sql<Row[]>`
    select customer_id, usage_month::text, posting_month::text, reason, recorded_at::text, recorded_by, note,
      count(*)::int as events, (array_agg(event_id order by event_id collate "C"))[1:3] as first_ids
    from event_retractions where customer_id = any(${[...ids]}::text[])
    group by customer_id, usage_month, posting_month, reason, recorded_at, recorded_by, note
    order by min(fact_id)`
  const byCustomer = Map.groupBy(rows, (row) => row.customer_id)
  return new Map([...byCustomer].map(([customer, own]) => [customer, own.map(summaryOf)]))
}

interface Row {
  readonly customer_id: string
  readonly usage_month: string
  readonly posting_month: string
  readonly reason: string
  readonly recorded_at: string
  readonly recorded_by: string
  readonly note: string | null
  readonly events: number
  readonly first_ids: readonly string[]
}

function summaryOf(row: Row): RetractionSummary {
  return {
    usageMonth: monthOfDate(row.usage_month),
    postedIn: monthOfDate(row.posting_month),
    reason: row.reason,
    events: row.events,
    firstIds: row.first_ids,
    recordedAt: instantOfTimestamp(row.recorded_at),
    recordedBy: row.recorded_by,
    note: row.note,
  }
}
