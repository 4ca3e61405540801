import type { BillingMonth } from '../../rules/billing-month.ts'
import { chargedResources } from '../../rules/charged-resources.ts'
import { decimal } from '../../rules/decimal.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import type { PostedUsage } from './explanation.ts'

/** The customer's billable calls of the usage months to charged resources, posted up to the month; it is closed. */
export async function loadPostedUsage(
  db: Database,
  customer: string,
  usageMonths: readonly BillingMonth[],
  month: BillingMonth,
): Promise<readonly PostedUsage[]> {
  const rows = await db.sql<Row[]>`
    select usage_month::text, posting_month::text, resource, method, event_count::text, quantity::text
    from usage_totals
    where customer_id = ${customer} and disposition = 'billable' and resource = any(${[...chargedResources]}::text[])
      and usage_month = any(${usageMonths.map((each) => `${each}-01`)}::text[]::date[])
      and posting_month <= ${`${month}-01`}::date
    order by usage_month, posting_month, resource, method`
  return rows.map((row) => ({
    usageMonth: monthOfDate(row.usage_month),
    postedIn: monthOfDate(row.posting_month),
    resource: row.resource,
    method: row.method,
    events: Number(row.event_count),
    quantity: decimal(row.quantity),
  }))
}

interface Row {
  readonly usage_month: string
  readonly posting_month: string
  readonly resource: string
  readonly method: string
  readonly event_count: string
  readonly quantity: string
}
