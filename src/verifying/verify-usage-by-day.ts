import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import type { Report } from './difference.ts'

/** Which days: of one usage month, of one customer, or all. */
export interface DaysToVerify {
  readonly usageMonth?: BillingMonth | undefined
  readonly customer?: string | undefined
}

/** Counts events by day in Helsinki anew and compares them with the sums that reports read, tail included. */
export async function verifyUsageByDay(
  db: Database,
  { usageMonth, customer }: DaysToVerify,
  report: Report,
): Promise<void> {
  const { sql } = db
  const month = usageMonth === undefined ? null : `${usageMonth}-01`
  const ofCustomer = sql`(${customer ?? null}::text is null or customer_id = ${customer ?? null})`
  const rows = await sql<Row[]>`
    with counted as (
      select customer_id, (at at time zone 'Europe/Helsinki')::date as day, resource, method, channel, outcome, disposition,
        source, sum(events) as events, sum(quantity) as quantity
      from (
        select customer_id, usage_month, at, resource, method, channel, outcome, disposition, source, 1 as events, quantity
        from events where posting_month >= coalesce(${month}::date, '-infinity')
        union all
        select customer_id, usage_month, at, resource, method, channel, outcome, disposition, source, -1, -quantity
        from retracted_events
      ) e
      where (${month}::date is null or usage_month = ${month}::date) and ${ofCustomer}
      group by 1, 2, 3, 4, 5, 6, 7, 8
    ), kept as (
      select customer_id, day, resource, method, channel, outcome, disposition, source, sum(event_count) as events,
        sum(quantity) as quantity
      from usage_by_day_now
      where (${month}::date is null or day >= ${month}::date and day < ${month}::date + interval '1 month') and ${ofCustomer}
      group by 1, 2, 3, 4, 5, 6, 7, 8
    )
    select customer_id, day::text, resource, method, channel, outcome, disposition, source,
      concat(coalesce(c.events, 0), ' events, quantity ', coalesce(c.quantity, 0)) as expected,
      concat(coalesce(k.events, 0), ' events, quantity ', coalesce(k.quantity, 0)) as found
    from counted c full join kept k using (customer_id, day, resource, method, channel, outcome, disposition, source)
    where (c.events, c.quantity) is distinct from (k.events, k.quantity)
    order by 1, 2, 3, 4, 5, 6, 7, 8`
  for (const { customer_id: id, day, expected, found, ...of } of rows)
    report({
      thing: 'usage by day',
      month: monthOfDate(`${day.slice(0, 7)}-01`),
      customer: id,
      where: `${day}: ${of.method} ${of.resource}, ${of.channel}, ${of.outcome}, ${of.disposition}, source ${of.source}`,
      expected,
      found,
    })
}

interface Row {
  readonly customer_id: string
  readonly day: string
  readonly resource: string
  readonly method: string
  readonly channel: string
  readonly outcome: string
  readonly disposition: string
  readonly source: string
  readonly expected: string
  readonly found: string
}
