import type { BillingMonth } from '../../rules/billing-month.ts'
import { chargedResources } from '../../rules/charged-resources.ts'
import { decimal } from '../../rules/decimal.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import type { PostedUsage } from './explanation.ts'

/**
 * The customer's billable calls of the usage months to charged resources, posted up to the month, and those taken back
 * up to it. The month is closed: the aggregates have every call.
 */
export async function loadPostedUsage(
  db: Database,
  customer: string,
  usageMonths: readonly BillingMonth[],
  month: BillingMonth,
): Promise<readonly PostedUsage[]> {
  const rows = await db.sql<Row[]>`
    select usage_month::text, posting_month::text, resource, method, sum(event_count)::text as event_count,
      sum(quantity)::text as quantity, reason, recorded_by
    from (
      select customer_id, usage_month, posting_month, resource, method, disposition, event_count, quantity,
        null as reason, null as recorded_by
      from usage_totals
      union all
      select e.customer_id, e.usage_month, r.posting_month, e.resource, e.method, e.disposition, 1, e.quantity, r.reason,
        r.recorded_by
      from event_retractions r
      join events e on e.customer_id = r.customer_id and e.source = r.source and e.event_id = r.event_id
        and e.posting_month = r.event_posting_month
    ) u
    where customer_id = ${customer} and disposition = 'billable' and resource = any(${[...chargedResources]}::text[])
      and usage_month = any(${usageMonths.map((each) => `${each}-01`)}::text[]::date[])
      and posting_month <= ${`${month}-01`}::date
    group by u.usage_month, u.posting_month, resource, method, reason, recorded_by
    order by u.usage_month, u.posting_month, reason nulls first, recorded_by, resource, method`
  return rows.map((row) => ({
    usageMonth: monthOfDate(row.usage_month),
    postedIn: monthOfDate(row.posting_month),
    resource: row.resource,
    method: row.method,
    events: Number(row.event_count),
    quantity: decimal(row.quantity),
    takenBack:
      row.reason === null || row.recorded_by === null
        ? undefined
        : { reason: row.reason, recordedBy: row.recorded_by },
  }))
}

interface Row {
  readonly usage_month: string
  readonly posting_month: string
  readonly resource: string
  readonly method: string
  readonly event_count: string
  readonly quantity: string
  readonly reason: string | null
  readonly recorded_by: string | null
}
