import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import { digestOfHalves } from '../database/digests.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import type { FirstSuccessEvent, Retraction } from './explanation.ts'

/**
 * The earliest billable success of each opening among the events of each month up to this one, and the next one after
 * each that was taken back, oldest first. A retraction of a later month is not known yet.
 */
export async function loadFirstSuccessEvents(
  db: Database,
  customer: string,
  month: BillingMonth,
): Promise<readonly FirstSuccessEvent[]> {
  const rows = await db.sql<Row[]>`
    with successes as (
      select customer_id, source, event_id, posting_month from first_successes where customer_id = ${customer}
      union
      select customer_id, next_source, next_event_id, event_posting_month from event_retractions
      where customer_id = ${customer} and next_event_id is not null
        and posting_month <= ${`${month}-01`}::date
    )
    select e.opening_number, e.source, e.event_id, e.at::text, e.posting_month::text, to_hex(e.body_hash_high) as high,
      to_hex(e.body_hash_low) as low, b.recorded_at::text, b.recorded_by, b.note, r.posting_month::text as taken_back_in,
      r.reason, r.recorded_at::text as taken_back_at, r.recorded_by as taken_back_by, r.note as taken_back_note
    from successes s
    join events e on (e.customer_id, e.source, e.event_id, e.posting_month)
      = (s.customer_id, s.source, s.event_id, s.posting_month)
    join recording_batches b on b.batch_id = e.batch_id
    left join event_retractions r on r.customer_id = e.customer_id and r.source = e.source and r.event_id = e.event_id
      and r.event_posting_month = e.posting_month and r.posting_month <= ${`${month}-01`}::date
    where e.posting_month <= ${`${month}-01`}::date
    order by e.at, e.posting_month, e.source collate "C", e.event_id collate "C"`
  return rows.map((row) => ({
    openingNumber: row.opening_number,
    source: row.source,
    id: row.event_id,
    at: instantOfTimestamp(row.at),
    postedIn: monthOfDate(row.posting_month),
    digest: digestOfHalves(row),
    takenBack: retractionOf(row),
    recordedAt: instantOfTimestamp(row.recorded_at),
    recordedBy: row.recorded_by,
    note: row.note,
  }))
}

type Row = EventRow & (TakenBackRow | { readonly taken_back_in: null })

interface EventRow {
  readonly opening_number: number
  readonly source: string
  readonly event_id: string
  readonly at: string
  readonly posting_month: string
  readonly high: string
  readonly low: string
  readonly recorded_at: string
  readonly recorded_by: string
  readonly note: string | null
}

interface TakenBackRow {
  readonly taken_back_in: string
  readonly reason: string
  readonly taken_back_at: string
  readonly taken_back_by: string
  readonly taken_back_note: string | null
}

function retractionOf(row: Row): Retraction | undefined {
  if (row.taken_back_in === null) return undefined
  return {
    postedIn: monthOfDate(row.taken_back_in),
    reason: row.reason,
    recordedAt: instantOfTimestamp(row.taken_back_at),
    recordedBy: row.taken_back_by,
    note: row.taken_back_note,
  }
}
