import type { FirstSuccess } from '../../rules/billing-span.ts'
import type { Database } from '../database/client.ts'
import { digestOfHalves } from '../database/digests.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import type { CustomerRange } from './load-usage.ts'

/**
 * The earliest billable success of each opening and posting month, and the next one after each that was taken back, by
 * customer; of closed months alone, no tail is read. They are kept as facts: `verify` proves them right apart. A next one
 * counts from the month of that retraction on: before it, it was not the first of those at its instant. `offset 0` keeps the
 * look-up of that event by its key, whatever the planner believes: a run reads no other.
 */
export async function loadFirstSuccesses(
  db: Database,
  { first, last }: CustomerRange,
  isClosed: boolean,
): Promise<ReadonlyMap<string, readonly FirstSuccess[]>> {
  const rows = await db.sql<Row[]>`
    with successes as (
      select customer_id, opening_number, posting_month as counts_from, posting_month, at, source, event_id,
        body_hash_high, body_hash_low
      from ${db.sql(isClosed ? 'first_successes' : 'first_successes_now')}
      union all
      select r.customer_id, e.opening_number, r.posting_month, e.posting_month, e.at, e.source, e.event_id,
        e.body_hash_high, e.body_hash_low
      from event_retractions r cross join lateral (
        select * from events
        where customer_id = r.customer_id and source = r.next_source and event_id = r.next_event_id
          and posting_month = r.event_posting_month
        offset 0) e
    )
    select s.customer_id, s.opening_number, s.counts_from::text, s.at::text, r.posting_month::text as taken_back_in,
      to_hex(s.body_hash_high) as high, to_hex(s.body_hash_low) as low
    from successes s
    left join event_retractions r on r.customer_id = s.customer_id and r.source = s.source and r.event_id = s.event_id
      and r.event_posting_month = s.posting_month
    where s.customer_id between ${first} and ${last}`
  return new Map(
    [...Map.groupBy(rows, (row) => row.customer_id)].map(([id, own]) => [id, own.map(firstSuccessOf)]),
  )
}

interface Row {
  readonly customer_id: string
  readonly opening_number: number
  readonly counts_from: string
  readonly at: string
  readonly taken_back_in: string | null
  readonly high: string
  readonly low: string
}

function firstSuccessOf(row: Row): FirstSuccess {
  return {
    openingNumber: row.opening_number,
    postedIn: monthOfDate(row.counts_from),
    takenBackIn: row.taken_back_in === null ? undefined : monthOfDate(row.taken_back_in),
    at: instantOfTimestamp(row.at),
    events: { count: 1, digest: digestOfHalves(row) },
  }
}
