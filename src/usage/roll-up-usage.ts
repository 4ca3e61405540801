import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { oldestOpenMonth } from '../months/oldest-open-month.ts'

/**
 * Adds committed batches to the aggregates and takes them off the list of pending ones, in one database transaction
 * each: a batch is counted exactly once, and until then readers add it themselves (views `*_now`). One roll-up works
 * at a time; others wait. Returns when everything that was pending at the call is added: what senders record
 * meanwhile waits for the next one, or a closing would never end while events keep coming.
 */
export async function rollUpUsage(db: Database): Promise<void> {
  const [row] = await db.sql<
    { last: string | null }[]
  >`select max(batch_id)::text as last from pending_batches`
  const last = row?.last ?? null
  if (last !== null) while ((await atomically(db, (tx) => rollUpSomeBatches(tx, last))) > 0);
}

/** Batches added per database transaction; one is up to 10,000 events. */
const batchesAtOnce = 50

/** One roll-up works at a time; others wait until its database transaction ends. The month is locked before it. */
export async function lockRollUp(tx: Database): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtext('laskuri usage roll-up'))`
}

async function rollUpSomeBatches(tx: Database, last: string): Promise<number> {
  await oldestOpenMonth(tx) // the month before the roll-up, as a closing takes them
  await lockRollUp(tx)
  const taken = await tx.sql<{ batch_id: string }[]>`
    delete from pending_batches
    where batch_id in (
      select batch_id from pending_batches where batch_id <= ${last}::bigint order by batch_id limit ${batchesAtOnce})
    returning batch_id`
  const batches = taken.map(({ batch_id: batchId }) => batchId)
  if (batches.length === 0) return 0
  await addToUsageTotals(tx, batches)
  await addToUsageByDay(tx, batches)
  await addToFirstSuccesses(tx, batches)
  return batches.length
}

async function addToUsageTotals(tx: Database, batches: readonly string[]): Promise<void> {
  await tx.sql`
    insert into usage_totals as total (customer_id, posting_month, usage_month, resource, method, disposition,
      event_count, quantity, digest_high, digest_low)
    select customer_id, posting_month, usage_month, resource, method, disposition,
      count(*), sum(quantity), bit_xor(body_hash_high), bit_xor(body_hash_low)
    from events where batch_id = any(${[...batches]}::bigint[])
    group by 1, 2, 3, 4, 5, 6
    on conflict (customer_id, posting_month, usage_month, resource, method, disposition) do update set
      event_count = total.event_count + excluded.event_count,
      quantity = total.quantity + excluded.quantity,
      digest_high = total.digest_high # excluded.digest_high,
      digest_low = total.digest_low # excluded.digest_low`
}

async function addToUsageByDay(tx: Database, batches: readonly string[]): Promise<void> {
  await tx.sql`
    insert into usage_by_day as total (customer_id, day, resource, method, channel, outcome, disposition, source,
      event_count, quantity)
    select customer_id, (at at time zone 'Europe/Helsinki')::date, resource, method, channel, outcome, disposition,
      source, count(*), sum(quantity)
    from events where batch_id = any(${[...batches]}::bigint[])
    group by 1, 2, 3, 4, 5, 6, 7, 8
    on conflict (customer_id, day, resource, method, channel, outcome, disposition, source) do update set
      event_count = total.event_count + excluded.event_count,
      quantity = total.quantity + excluded.quantity`
}

/**
 * Ties go to the lower source and id, so that the order of recording shows nowhere. What was taken back while its month
 * is open never was the first.
 */
async function addToFirstSuccesses(tx: Database, batches: readonly string[]): Promise<void> {
  await tx.sql`
    insert into first_successes as first (customer_id, opening_number, posting_month, at, source, event_id,
      body_hash_high, body_hash_low)
    select distinct on (customer_id, opening_number, posting_month)
      customer_id, opening_number, posting_month, at, source, event_id, body_hash_high, body_hash_low
    from events e where batch_id = any(${[...batches]}::bigint[]) and disposition = 'billable'
      and not exists (select from event_retractions r where r.customer_id = e.customer_id and r.source = e.source
        and r.event_id = e.event_id and r.event_posting_month = e.posting_month)
    order by customer_id, opening_number, posting_month, at, source collate "C", event_id collate "C"
    on conflict (customer_id, opening_number, posting_month) do update set
      at = excluded.at, source = excluded.source, event_id = excluded.event_id,
      body_hash_high = excluded.body_hash_high, body_hash_low = excluded.body_hash_low
    where (excluded.at, excluded.source collate "C", excluded.event_id collate "C")
      < (first.at, first.source collate "C", first.event_id collate "C")`
}
