import type { BillingMonth } from '../../rules/billing-month.ts'
import { chargedResources } from '../../rules/charged-resources.ts'
import { decimal } from '../../rules/decimal.ts'
import type { BillableUsage } from '../../rules/rate-month.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** Customers between the first and the last one, both included, in byte order. */
export interface CustomerRange {
  readonly first: string
  readonly last: string
}

/**
 * Billable usage of charged resources from a usage month on, posted up to a month, by customer. Reads the aggregates
 * and the tail that is not in them yet; of a closed month there is none, and reading later months' would cost a run
 * beside a busy ingest 30 times as much.
 */
export async function loadUsage(
  db: Database,
  { first, last }: CustomerRange,
  months: {
    readonly usedFrom: BillingMonth
    readonly postedFrom: BillingMonth
    readonly postedTo: BillingMonth
  },
  isClosed: boolean,
): Promise<ReadonlyMap<string, readonly BillableUsage[]>> {
  const rows = await db.sql<Row[]>`
    select customer_id, usage_month::text, posting_month::text, resource, method, sum(quantity)::text as quantity
    from ${db.sql(isClosed ? 'usage_totals' : 'usage_totals_now')}
    where customer_id between ${first} and ${last} and disposition = 'billable'
      and resource = any(${[...chargedResources]}::text[]) and usage_month >= ${`${months.usedFrom}-01`}::date
      and posting_month between ${`${months.postedFrom}-01`}::date and ${`${months.postedTo}-01`}::date
    group by 1, 2, 3, 4, 5`
  const usage = new Map<string, BillableUsage[]>()
  for (const row of rows) {
    const own = usage.get(row.customer_id) ?? []
    own.push({
      usageMonth: monthOfDate(row.usage_month),
      postedIn: monthOfDate(row.posting_month),
      resource: row.resource,
      method: row.method,
      quantity: decimal(row.quantity),
    })
    usage.set(row.customer_id, own)
  }
  return usage
}

interface Row {
  readonly customer_id: string
  readonly usage_month: string
  readonly posting_month: string
  readonly resource: string
  readonly method: string
  readonly quantity: string
}
