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
      sum(quantity)::text as quantity, is_taken_back
    from (
      select customer_id, usage_month, posting_month, resource, method, disposition, event_count, quantity,
        false as is_taken_back
      from usage_totals
      union all
      select customer_id, usage_month, retracted_in, resource, method, disposition, 1, quantity, true from retracted_events
    ) u
    where customer_id = ${customer} and disposition = 'billable' and resource = any(${[...chargedResources]}::text[])
      and usage_month = any(${usageMonths.map((each) => `${each}-01`)}::text[]::date[])
      and posting_month <= ${`${month}-01`}::date
    group by u.usage_month, u.posting_month, resource, method, is_taken_back
    order by u.usage_month, u.posting_month, is_taken_back, resource, method`
  return rows.map((row) => ({
    usageMonth: monthOfDate(row.usage_month),
    postedIn: monthOfDate(row.posting_month),
    resource: row.resource,
    method: row.method,
    events: Number(row.event_count),
    quantity: decimal(row.quantity),
    isTakenBack: row.is_taken_back,
  }))
}

interface Row {
  readonly usage_month: string
  readonly posting_month: string
  readonly resource: string
  readonly method: string
  readonly event_count: string
  readonly quantity: string
  readonly is_taken_back: boolean
}
