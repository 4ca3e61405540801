import type { Database } from '../../src/database/client.ts'

type Rows = readonly Readonly<Record<string, unknown>>[]

/** The three aggregates of customers, in one shape wherever they were read. */
interface Aggregates {
  readonly totals: Rows
  readonly days: Rows
  readonly firstSuccesses: Rows
}

/** What the aggregates hold. */
export function aggregatesOf(db: Database, customers: readonly string[]): Promise<Aggregates> {
  return read(db, customers, { totals: 'usage_totals', days: 'usage_by_day', firsts: 'first_successes' })
}

/** What readers see: with the tail that is not in them yet. */
export function aggregatesNow(db: Database, customers: readonly string[]): Promise<Aggregates> {
  const views = { totals: 'usage_totals_now', days: 'usage_by_day_now', firsts: 'first_successes_now' }
  return read(db, customers, views)
}

/** What they should hold, counted anew from the events. */
export function recount(db: Database, customers: readonly string[]): Promise<Aggregates> {
  const counted = `select *, 1 as event_count, body_hash_high as digest_high, body_hash_low as digest_low,
    (at at time zone 'Europe/Helsinki')::date as day from events`
  return read(db, customers, {
    totals: `(${counted}) as counted`,
    days: `(${counted}) as counted`,
    firsts: `(${counted} where disposition = 'billable') as counted`,
  })
}

async function read(
  db: Database,
  customers: readonly string[],
  from: { readonly totals: string; readonly days: string; readonly firsts: string },
): Promise<Aggregates> {
  const run = (text: string) => db.sql.unsafe<Record<string, unknown>[]>(text, [[...customers]])
  const where = 'where customer_id = any($1::text[])'
  const totals = await run(`
    select customer_id, posting_month::text, usage_month::text, resource, method, disposition,
      sum(event_count)::text as events, sum(quantity)::text as quantity,
      bit_xor(digest_high) || ' ' || bit_xor(digest_low) as digest
    from ${from.totals} ${where} group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`)
  const days = await run(`
    select customer_id, day::text, resource, method, channel, outcome, disposition, source,
      sum(event_count)::text as events, sum(quantity)::text as quantity
    from ${from.days} ${where} group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8`)
  const firstSuccesses = await run(`
    select customer_id, opening_number, posting_month::text, min(at)::text as at
    from ${from.firsts} ${where} group by 1, 2, 3 order by 1, 2, 3`)
  return { totals: [...totals], days: [...days], firstSuccesses: [...firstSuccesses] }
}
