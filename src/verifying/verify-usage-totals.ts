import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import type { Report } from './difference.ts'

/** Counts a posting month's events anew and compares them with the sums that billing reads, tail included; how many there are. */
export async function verifyUsageTotals(
  db: Database,
  postingMonth: BillingMonth,
  customer: string | undefined,
  report: Report,
): Promise<number> {
  const { sql } = db
  const where = sql`posting_month = ${`${postingMonth}-01`}::date
    and (${customer ?? null}::text is null or customer_id = ${customer ?? null})`
  const sums = (relation: string) => sql`
    select customer_id, usage_month, resource, method, disposition, sum(event_count)::bigint as events,
      sum(quantity) as quantity, bit_xor(digest_high) as high, bit_xor(digest_low) as low
    from ${sql(relation)} where ${where} group by 1, 2, 3, 4, 5`
  const rows = await sql<Row[]>`
    with kept as (${sums('usage_totals_now')}), counted as (${sums('usage_totals_recounted')}),
      differing as (
        select customer_id, to_char(usage_month, 'YYYY-MM') as usage_month, resource, method, disposition,
          case when c.events is null then 'none' else concat(c.events, ' events, quantity ', c.quantity, ', digest ',
            lpad(to_hex(c.high), 16, '0'), lpad(to_hex(c.low), 16, '0')) end as expected,
          case when k.events is null then 'none' else concat(k.events, ' events, quantity ', k.quantity, ', digest ',
            lpad(to_hex(k.high), 16, '0'), lpad(to_hex(k.low), 16, '0')) end as found
        from counted c full join kept k using (customer_id, usage_month, resource, method, disposition)
        where (c.events, c.quantity, c.high, c.low) is distinct from (k.events, k.quantity, k.high, k.low)
      )
    select (select sum(events) from counted)::text as events, d.* from (select 1) one left join differing d on true
    order by customer_id, usage_month, resource, method, disposition`
  for (const row of rows)
    if (row.customer_id !== null)
      report({
        thing: 'usage total',
        month: postingMonth,
        customer: row.customer_id,
        where: `used in ${row.usage_month}: ${row.method} ${row.resource}, ${row.disposition}`,
        expected: row.expected,
        found: row.found,
      })
  return Number(rows[0]?.events ?? 0)
}

interface Row {
  readonly events: string | null
  readonly customer_id: string | null
  readonly usage_month: string
  readonly resource: string
  readonly method: string
  readonly disposition: string
  readonly expected: string
  readonly found: string
}
