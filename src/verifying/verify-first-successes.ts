import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import type { Report } from './difference.ts'

/** Looks for the first success of every opening among a posting month's events anew, and compares it with the kept one. */
export async function verifyFirstSuccesses(
  db: Database,
  postingMonth: BillingMonth,
  customer: string | undefined,
  report: Report,
): Promise<void> {
  const { sql } = db
  const firsts = (relation: string) => sql`
    select distinct on (customer_id, opening_number) customer_id, opening_number,
      concat(at, ', event ', event_id, ' of source ', source, ', hash ', to_hex(body_hash_high), ' ', to_hex(body_hash_low))
        as first
    from ${sql(relation)} where posting_month = ${`${postingMonth}-01`}::date
      and (${customer ?? null}::text is null or customer_id = ${customer ?? null})
    order by customer_id, opening_number, at, source collate "C", event_id collate "C"`
  const rows = await sql<Row[]>`
    select customer_id, opening_number, coalesce(c.first, 'none') as expected, coalesce(k.first, 'none') as found
    from (${firsts('first_successes_recounted')}) c
    full join (${firsts('first_successes_now')}) k using (customer_id, opening_number)
    where c.first is distinct from k.first order by 1, 2`
  for (const { customer_id: id, opening_number: opening, expected, found } of rows)
    report({
      thing: 'first success',
      month: postingMonth,
      customer: id,
      where: `of the opening by access change ${opening}`,
      expected,
      found,
    })
}

interface Row {
  readonly customer_id: string
  readonly opening_number: number
  readonly expected: string
  readonly found: string
}
