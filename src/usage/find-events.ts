import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Channel, Disposition, Outcome } from '../../rules/disposition.ts'
import type { Instant } from '../../rules/instant.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import type { RecordedPlace } from './event-answer.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** Which event: its identity, or its customer and id alone where the source is not known. */
export interface EventToFind {
  readonly customer: string
  readonly source?: string | undefined
  readonly id: string
}

/** A recorded event, where it stands, when and by whom its batch was recorded, and whether it was taken back. */
export interface FoundEvent extends RecordedPlace, Attribution {
  readonly customer: string
  readonly source: string
  readonly id: string
  readonly resource: string
  readonly method: string
  readonly outcome: Outcome
  readonly quantity: number
  readonly channel: Channel
  readonly identifier: string | null
  readonly at: Instant
  readonly durationMs: number | null
  readonly retraction: FoundRetraction | null
}

/** That an event was taken back (R2), and from which posting month on it counts for nothing. */
export interface FoundRetraction extends Attribution {
  readonly postingMonth: BillingMonth
  readonly reason: string
}

/** All recorded events with the identity, oldest first: an id used again much later is another event. */
export function findEvents(
  db: Database,
  { customer, source, id }: EventToFind,
): Promise<readonly FoundEvent[]> {
  return findEventsOf(db, customer, [id], source)
}

/** The same for several ids of one customer. */
export async function findEventsOf(
  db: Database,
  customer: string,
  ids: readonly string[],
  source?: string,
): Promise<readonly FoundEvent[]> {
  const rows = await db.sql<Row[]>`
    select e.customer_id, e.source, e.event_id, e.resource, e.method, e.outcome, e.quantity::text, e.channel,
      e.identifier, e.at::text, e.duration_ms::text, e.disposition, e.usage_month::text, e.posting_month::text,
      b.recorded_at::text, b.recorded_by, b.note,
      r.posting_month::text as retracted_in, r.reason, r.recorded_at::text as retracted_at, r.recorded_by as retracted_by,
      r.note as retraction_note
    from events e join recording_batches b on b.batch_id = e.batch_id
    left join event_retractions r on r.customer_id = e.customer_id and r.source = e.source and r.event_id = e.event_id
      and r.event_posting_month = e.posting_month
    where e.customer_id = ${customer} and e.event_id = any(${[...ids]}::text[])
      and (${source ?? null}::text is null or e.source = ${source ?? null})
    order by e.at, e.source collate "C", e.event_id collate "C", e.posting_month`
  return rows.map(foundEventOf)
}

interface Row {
  readonly customer_id: string
  readonly source: string
  readonly event_id: string
  readonly resource: string
  readonly method: string
  readonly outcome: Outcome
  readonly quantity: string
  readonly channel: Channel
  readonly identifier: string | null
  readonly at: string
  readonly duration_ms: string | null
  readonly disposition: Disposition
  readonly usage_month: string
  readonly posting_month: string
  readonly recorded_at: string
  readonly recorded_by: string
  readonly note: string | null
  readonly retracted_in: string | null
  readonly reason: string | null
  readonly retracted_at: string | null
  readonly retracted_by: string | null
  readonly retraction_note: string | null
}

function foundEventOf(row: Row): FoundEvent {
  return {
    customer: row.customer_id,
    source: row.source,
    id: row.event_id,
    resource: row.resource,
    method: row.method,
    outcome: row.outcome,
    quantity: Number(row.quantity),
    channel: row.channel,
    identifier: row.identifier,
    at: instantOfTimestamp(row.at),
    durationMs: row.duration_ms === null ? null : Number(row.duration_ms),
    disposition: row.disposition,
    usageMonth: monthOfDate(row.usage_month),
    postingMonth: monthOfDate(row.posting_month),
    recordedAt: instantOfTimestamp(row.recorded_at),
    recordedBy: row.recorded_by,
    note: row.note,
    retraction: retractionOf(row),
  }
}

function retractionOf(row: Row): FoundRetraction | null {
  const { retracted_in: postedIn, reason, retracted_at: at, retracted_by: by, retraction_note: note } = row
  if (postedIn === null || reason === null || at === null || by === null) return null
  return {
    postingMonth: monthOfDate(postedIn),
    reason,
    recordedAt: instantOfTimestamp(at),
    recordedBy: by,
    note,
  }
}
