import type { Database } from '../database/client.ts'
import type { Difference, Report } from './difference.ts'

/**
 * Checks that every retraction names a recorded event of its months, and that the successes it left first in a closed
 * month are the first of those that were left, as every month since knew them.
 */
export async function verifyRetractions(
  db: Database,
  customer: string | undefined,
  report: Report,
): Promise<void> {
  for (const difference of await wrongEvents(db, customer)) report(difference)
  for (const difference of await wrongSuccesses(db, customer)) report(difference)
}

async function wrongEvents({ sql }: Database, customer: string | undefined): Promise<readonly Difference[]> {
  return sql<Difference[]>`
    select 'retraction' as thing, to_char(r.posting_month, 'YYYY-MM') as month, r.customer_id as customer,
      concat('event ', r.event_id, ' of source ', r.source) as "where",
      'a recorded event, its usage month, and a posting month not before its own' as expected,
      case when e.event_id is null then 'no such event' else concat('used in ', to_char(e.usage_month, 'YYYY-MM'),
        ', posted in ', to_char(e.posting_month, 'YYYY-MM'), '; retracted as used in ',
        to_char(r.usage_month, 'YYYY-MM')) end as found
    from event_retractions r
    left join events e on e.customer_id = r.customer_id and e.source = r.source and e.event_id = r.event_id
      and e.posting_month = r.event_posting_month
    where (e.event_id is null or e.usage_month <> r.usage_month or r.posting_month < r.event_posting_month)
      and (${customer ?? null}::text is null or r.customer_id = ${customer ?? null})
    order by 2, 3, 4`
}

async function wrongSuccesses(
  { sql }: Database,
  customer: string | undefined,
): Promise<readonly Difference[]> {
  const isLeft = sql`not exists (select from event_retractions t where t.customer_id = e.customer_id
    and t.source = e.source and t.event_id = e.event_id and t.event_posting_month = e.posting_month
    and t.posting_month <= o.known_in)`
  const first = sql`order by e.at, e.source collate "C", e.event_id collate "C" limit 1`
  return sql<Difference[]>`
    with o as (
      select distinct customer_id, opening_number, event_posting_month as posting_month, retracted_in as known_in
      from retracted_events
      where disposition = 'billable' and retracted_in > event_posting_month
        and (${customer ?? null}::text is null or customer_id = ${customer ?? null})
    ), named as (
      select customer_id, source, event_id, posting_month, at, posting_month as known_in from first_successes
      union all
      select customer_id, next_source, next_event_id, event_posting_month, next_at, posting_month from event_retractions
      where next_event_id is not null
    )
    select 'retraction' as thing, to_char(o.known_in, 'YYYY-MM') as month, o.customer_id as customer,
      concat('first success left of the opening by access change ', o.opening_number, ', posted in ',
        to_char(o.posting_month, 'YYYY-MM')) as "where",
      coalesce(counted.first, 'none') as expected, coalesce(kept.first, 'none') as found
    from o
    left join lateral (
      select concat(e.at, ', event ', e.event_id, ' of source ', e.source) as first from events e
      where e.customer_id = o.customer_id and e.posting_month = o.posting_month and e.opening_number = o.opening_number
        and e.disposition = 'billable' and ${isLeft} ${first}) counted on true
    left join lateral (
      select concat(n.at, ', event ', e.event_id, ' of source ', e.source) as first from named n
      join events e on e.customer_id = n.customer_id and e.source = n.source and e.event_id = n.event_id
        and e.posting_month = n.posting_month
      where n.customer_id = o.customer_id and n.posting_month = o.posting_month and n.known_in <= o.known_in
        and e.opening_number = o.opening_number and ${isLeft} ${first}) kept on true
    where counted.first is distinct from kept.first
    order by 2, 3, 4`
}
