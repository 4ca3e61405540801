import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import type { FirstSuccessEvent } from './explanation.ts'

/** The earliest billable success of each opening among the events of each month up to this one, oldest first. */
export async function loadFirstSuccessEvents(
  db: Database,
  customer: string,
  month: BillingMonth,
): Promise<readonly FirstSuccessEvent[]> {
  const rows = await db.sql<Row[]>`
    select f.opening_number, f.source, f.event_id, f.at::text, f.posting_month::text, b.recorded_at::text,
      b.recorded_by, b.note
    from first_successes f
    join events e on (e.customer_id, e.source, e.event_id, e.posting_month)
      = (f.customer_id, f.source, f.event_id, f.posting_month)
    join recording_batches b on b.batch_id = e.batch_id
    where f.customer_id = ${customer} and f.posting_month <= ${`${month}-01`}::date
    order by f.at, f.posting_month`
  return rows.map((row) => ({
    openingNumber: row.opening_number,
    source: row.source,
    id: row.event_id,
    at: instantOfTimestamp(row.at),
    postedIn: monthOfDate(row.posting_month),
    recordedAt: instantOfTimestamp(row.recorded_at),
    recordedBy: row.recorded_by,
    note: row.note,
  }))
}

interface Row {
  readonly opening_number: number
  readonly source: string
  readonly event_id: string
  readonly at: string
  readonly posting_month: string
  readonly recorded_at: string
  readonly recorded_by: string
  readonly note: string | null
}
