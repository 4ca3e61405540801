import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Disposition } from '../../rules/disposition.ts'
import type { Instant } from '../../rules/instant.ts'
import type { Database } from '../database/client.ts'
import { digestOfHalves } from '../database/digests.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** Which event to look for: its identity, and the first posting month to look in. */
export interface EventLookup {
  readonly customer: string
  readonly source: string
  readonly id: string
  readonly fromMonth: BillingMonth
}

/** What is known of a recorded event when it is sent again. */
export interface RecordedEvent {
  readonly at: Instant
  /** 32 hex digits. */
  readonly bodyHash: string
  readonly disposition: Disposition
  readonly usageMonth: BillingMonth
  readonly postingMonth: BillingMonth
}

/**
 * Recorded events with the identities, from each one's month on: an answer per lookup, by its index. Only partitions
 * from the earliest month on are read, each by its primary key: `offset 0` keeps the planner from joining the batch
 * with all events of a month, whose cost would grow with the month (40 us per event at 200,000 events).
 */
export async function lookupRecordedEvents(
  tx: Database,
  lookups: readonly EventLookup[],
): Promise<ReadonlyMap<number, readonly RecordedEvent[]>> {
  const found = new Map<number, RecordedEvent[]>()
  const earliest = lookups.reduce<BillingMonth | undefined>(
    (first, { fromMonth }) => (first === undefined || fromMonth < first ? fromMonth : first),
    undefined,
  )
  if (earliest === undefined) return found
  const rows = await tx.sql<Row[]>`
    select l.n, e.at::text, e.disposition::text, e.usage_month::text, e.posting_month::text,
      to_hex(e.body_hash_high) as high, to_hex(e.body_hash_low) as low
    from (
      select * from unnest(
        ${lookups.map(({ customer }) => customer)}::text[], ${lookups.map(({ source }) => source)}::text[],
        ${lookups.map(({ id }) => id)}::text[], ${lookups.map(({ fromMonth }) => `${fromMonth}-01`)}::text[]::date[]
      ) with ordinality as wanted(customer_id, source, event_id, from_month, n)
      order by customer_id collate "C", source collate "C", event_id collate "C"
    ) l
    cross join lateral (
      select * from events
      where customer_id = l.customer_id and source = l.source and event_id = l.event_id
        and posting_month >= l.from_month and posting_month >= ${`${earliest}-01`}::date
      offset 0
    ) e`
  for (const row of rows) {
    const index = Number(row.n) - 1
    const known = found.get(index)
    if (known === undefined) found.set(index, [recordedEventOf(row)])
    else known.push(recordedEventOf(row))
  }
  return found
}

interface Row {
  readonly n: string
  readonly at: string
  readonly disposition: Disposition
  readonly usage_month: string
  readonly posting_month: string
  readonly high: string
  readonly low: string
}

function recordedEventOf(row: Row): RecordedEvent {
  return {
    at: instantOfTimestamp(row.at),
    bodyHash: digestOfHalves(row),
    disposition: row.disposition,
    usageMonth: monthOfDate(row.usage_month),
    postingMonth: monthOfDate(row.posting_month),
  }
}
