import { formatInstant } from '../../rules/instant.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import type { EventToRecord } from './plan-recording.ts'

/**
 * Records the events and their batch in the caller's database transaction; the database puts the batch on the list of
 * those that wait for their roll-up. Events go in by identity, so that neighbours in the index are written together: 0.6
 * of the cost in the order of a file.
 */
export async function insertEvents(
  tx: Database,
  events: readonly EventToRecord[],
  attribution: Attribution,
): Promise<void> {
  const [batch] = await tx.sql<{ batch_id: string }[]>`
    insert into recording_batches (event_count, recorded_at, recorded_by, note)
    values (${events.length}, ${formatInstant(attribution.recordedAt)}, ${attribution.recordedBy}, ${attribution.note})
    returning batch_id`
  if (batch === undefined) throw new Error('broken invariant: a batch was not recorded')
  await tx.sql`
    insert into events (posting_month, usage_month, at, batch_id, quantity, body_hash_high, body_hash_low, duration_ms,
      opening_number, disposition, outcome, channel, customer_id, source, event_id, resource, method, identifier)
    select posting_month::date, usage_month::date, 'epoch'::timestamptz + at::bigint * interval '1 microsecond',
      ${batch.batch_id}::bigint, quantity::bigint,
      ('x' || left(body_hash, 16))::bit(64)::bigint, ('x' || right(body_hash, 16))::bit(64)::bigint,
      duration_ms::bigint, opening_number::integer, disposition::disposition, outcome::outcome, channel::channel,
      customer_id, source, event_id, resource, method, identifier
    from unnest(
      ${column(events, ({ postingMonth }) => `${postingMonth}-01`)}::text[],
      ${column(events, ({ usageMonth }) => `${usageMonth}-01`)}::text[],
      ${column(events, ({ at }) => String(at))}::text[],
      ${column(events, ({ event }) => String(event.quantity))}::text[],
      ${column(events, ({ bodyHash }) => bodyHash)}::text[],
      ${column(events, ({ event }) => event.durationMs?.toString() ?? null)}::text[],
      ${column(events, ({ openingNumber }) => openingNumber?.toString() ?? null)}::text[],
      ${column(events, ({ disposition }) => disposition)}::text[],
      ${column(events, ({ event }) => event.outcome)}::text[],
      ${column(events, ({ event }) => event.channel)}::text[],
      ${column(events, ({ event }) => event.customer)}::text[],
      ${column(events, ({ event }) => event.source)}::text[],
      ${column(events, ({ event }) => event.id)}::text[],
      ${column(events, ({ event }) => event.resource)}::text[],
      ${column(events, ({ event }) => event.method)}::text[],
      ${column(events, ({ event }) => event.identifier)}::text[]
    ) as recorded (posting_month, usage_month, at, quantity, body_hash, duration_ms, opening_number, disposition,
      outcome, channel, customer_id, source, event_id, resource, method, identifier)
    order by customer_id collate "C", source collate "C", event_id collate "C"`
}

function column<Value>(events: readonly EventToRecord[], valueOf: (event: EventToRecord) => Value): Value[] {
  return events.map((event) => valueOf(event))
}
