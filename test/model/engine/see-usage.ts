import type { Database } from '../../../src/database/client.ts'

/** What the aggregates say, with what is not in them yet. */
export async function seeUsage({ sql }: Database): Promise<readonly string[]> {
  const totals = await sql<{ row: string }[]>`
    select concat_ws(' ', 'total', customer_id, to_char(posting_month, 'YYYY-MM'), to_char(usage_month, 'YYYY-MM'),
      resource, method, disposition, sum(event_count), sum(quantity)) as row
    from usage_totals_now group by customer_id, posting_month, usage_month, resource, method, disposition`
  const days = await sql<{ row: string }[]>`
    select concat_ws(' ', 'day', customer_id, day, resource, method, disposition, source, sum(event_count),
      sum(quantity)) as row
    from usage_by_day_now group by customer_id, day, resource, method, disposition, source having sum(event_count) <> 0`
  const firsts = await sql<{ row: string }[]>`
    select concat_ws(' ', 'first', customer_id, '#' || (opening_number - 1) / 2, to_char(posting_month, 'YYYY-MM'),
      (extract(epoch from min(at)) * 1000000)::bigint) as row
    from first_successes_now group by customer_id, opening_number, posting_month`
  return [...totals, ...days, ...firsts].map(({ row }) => row).toSorted()
}
