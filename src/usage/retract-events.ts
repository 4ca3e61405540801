import type { BillingMonth } from '../../rules/billing-month.ts'
import { postingMonthOf } from '../../rules/posting-month.ts'
import { formatInstant } from '../../rules/instant.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { lockCustomers } from '../database/lock-customers.ts'
import { BillingError } from '../errors/billing-error.ts'
import { oldestOpenMonth } from '../months/oldest-open-month.ts'
import { lockRollUp } from './roll-up-usage.ts'

/** A recorded event to take back. An id used again much later is another event: its posting month tells them apart. */
export interface EventToRetract {
  readonly customer: string
  readonly source: string
  readonly id: string
  readonly usageMonth: BillingMonth
  readonly postingMonth: BillingMonth
}

/**
 * Takes events back (R2): they stay, and count for nothing from now on; what was billed for them is corrected by the next
 * invoice (R8). One transaction: all of them or none. Refuses what is taken back already.
 */
export async function retractEvents(
  tx: Database,
  events: readonly EventToRetract[],
  reason: string,
  attribution: Attribution,
): Promise<void> {
  await lockCustomers(
    tx,
    events.map(({ customer }) => customer),
  )
  const oldest = await oldestOpenMonth(tx)
  await lockRollUp(tx) // a batch that is rolled up meanwhile would count what is taken back here
  await refuseRetracted(tx, events)
  const rows = events.map(({ customer, source, id, usageMonth, postingMonth }) => ({
    customer_id: customer,
    source,
    event_id: id,
    event_posting_month: `${postingMonth}-01`,
    usage_month: `${usageMonth}-01`,
    posting_month: `${postingMonthOf(usageMonth, oldest)}-01`,
  }))
  const { recordedAt, recordedBy, note } = attribution
  await tx.sql`
    with taken_back as (
      select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as t (customer_id text, source text, event_id text,
        event_posting_month date, usage_month date, posting_month date)
    ),
    recorded as (
      select t.*, e.opening_number from taken_back t
      left join events e on e.customer_id = t.customer_id and e.source = t.source and e.event_id = t.event_id
        and e.posting_month = t.event_posting_month and t.posting_month > t.event_posting_month
    ),
    next as (
      select own.*, left_over.at, left_over.source, left_over.event_id
      from (select distinct customer_id, event_posting_month as posting_month, opening_number from recorded
        where opening_number is not null) own
      cross join lateral (${earliestLeft(tx)}) left_over
    )
    insert into event_retractions (customer_id, source, event_id, event_posting_month, usage_month, posting_month, reason,
      next_at, next_source, next_event_id, recorded_at, recorded_by, note)
    select t.customer_id, t.source, t.event_id, t.event_posting_month, t.usage_month, t.posting_month, ${reason},
      next.at, next.source, next.event_id,
      ${formatInstant(recordedAt)}::timestamptz, ${recordedBy}, ${note}
    from recorded t
    left join next on next.customer_id = t.customer_id and next.posting_month = t.event_posting_month
      and next.opening_number = t.opening_number
    order by t.customer_id, t.source collate "C", t.event_id collate "C"`
  await replaceOpenFirstSuccesses(tx, rows)
}

/** The earliest billable success of `own`'s opening and posting month that neither was nor is being taken back. */
function earliestLeft({ sql }: Database) {
  return sql`
    select e.at, e.source, e.event_id, e.body_hash_high, e.body_hash_low from events e
    where e.customer_id = own.customer_id and e.posting_month = own.posting_month and e.disposition = 'billable'
      and e.opening_number = own.opening_number
      and not exists (select from event_retractions r where r.customer_id = e.customer_id and r.source = e.source
        and r.event_id = e.event_id and r.event_posting_month = e.posting_month)
      and not exists (select from taken_back b where b.customer_id = e.customer_id and b.source = e.source
        and b.event_id = e.event_id and b.event_posting_month = e.posting_month)
    order by e.at, e.source collate "C", e.event_id collate "C" limit 1`
}

/** In a month that is still open, what is taken back never was a first success: the next one takes its place, if any. */
async function replaceOpenFirstSuccesses(
  tx: Database,
  rows: readonly { readonly customer_id: string }[],
): Promise<void> {
  const taken = tx.sql`
    select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as t (customer_id text, source text, event_id text,
      event_posting_month date, posting_month date)
    where posting_month = event_posting_month`
  const [removed] = [
    await tx.sql<{ customer_id: string; opening_number: number; posting_month: string }[]>`
      with taken_back as (${taken})
      delete from first_successes f using taken_back t
      where f.customer_id = t.customer_id and f.source = t.source and f.event_id = t.event_id
        and f.posting_month = t.event_posting_month
      returning f.customer_id, f.opening_number, f.posting_month::text`,
  ]
  if (removed.length === 0) return
  await tx.sql`
    with taken_back as (${taken}),
      own as (
        select * from json_to_recordset(${JSON.stringify(removed)}::text::json)
          as o (customer_id text, opening_number int, posting_month date)
      )
    insert into first_successes (customer_id, opening_number, posting_month, at, source, event_id, body_hash_high,
      body_hash_low)
    select own.customer_id, own.opening_number, own.posting_month, next.*
    from own cross join lateral (${earliestLeft(tx)}) next`
}

async function refuseRetracted(tx: Database, events: readonly EventToRetract[]): Promise<void> {
  const [known] = await tx.sql<{ customer_id: string; event_id: string; recorded_by: string }[]>`
    select r.customer_id, r.event_id, r.recorded_by
    from json_to_recordset(${JSON.stringify(events)}::text::json)
      as t (customer text, source text, id text, "postingMonth" text)
    join event_retractions r on r.customer_id = t.customer and r.source = t.source and r.event_id = t.id
      and r.event_posting_month = (t."postingMonth" || '-01')::date
    limit 1`
  if (known === undefined) return
  throw new BillingError(
    'already-retracted',
    `Event ${known.event_id} of customer ${known.customer_id} was taken back already, by ${known.recorded_by}; nothing is changed`,
    { details: { customer: known.customer_id, id: known.event_id } },
  )
}
