import type { BillingMonth } from '../../rules/billing-month.ts'
import { chargedResources } from '../../rules/charged-resources.ts'
import { decimal } from '../../rules/decimal.ts'
import type { BillableUsage } from '../../rules/billable-usage.ts'
import type { Database } from '../database/client.ts'
import { digestOfHalves } from '../database/digests.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import type { UsageSource } from './customer-month.ts'

/** Customers between the first and the last one, both included, in byte order. */
export interface CustomerRange {
  readonly first: string
  readonly last: string
}

/**
 * Billable usage of charged resources from a usage month on, posted up to a month, by customer; what was taken back is
 * negative usage, posted with its retraction. Of
 * closed months there is no tail, and reading later months' would cost a run beside a busy ingest 30 times as much.
 */
export async function loadUsage(
  db: Database,
  customers: CustomerRange | { readonly ids: readonly string[] },
  months: {
    readonly usedFrom: BillingMonth
    readonly postedFrom: BillingMonth
    readonly postedTo: BillingMonth
  },
  countedFrom: UsageSource,
): Promise<ReadonlyMap<string, readonly BillableUsage[]>> {
  if ('ids' in customers && customers.ids.length === 0) return new Map()
  const rows = await db.sql<Row[]>`
    select customer_id, usage_month::text, posting_month::text, resource, method, sum(quantity)::text as quantity,
      sum(event_count)::text as events, to_hex(bit_xor(digest_high)) as high, to_hex(bit_xor(digest_low)) as low
    from (
      select customer_id, usage_month, posting_month, resource, method, disposition, quantity, event_count, digest_high, digest_low
      from ${db.sql(relations[countedFrom])}
      union all
      select customer_id, usage_month, retracted_in, resource, method, disposition, -quantity, -1, body_hash_high, body_hash_low
      from retracted_events
    ) u
    where ${chosen(db, customers)} and disposition = 'billable'
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
      events: { count: Number(row.events), digest: digestOfHalves(row) },
    })
    usage.set(row.customer_id, own)
  }
  return usage
}

function chosen({ sql }: Database, customers: CustomerRange | { readonly ids: readonly string[] }) {
  return 'ids' in customers
    ? sql`customer_id = any(${[...customers.ids]}::text[])`
    : sql`customer_id between ${customers.first} and ${customers.last}`
}

const relations: Readonly<Record<UsageSource, string>> = {
  aggregates: 'usage_totals',
  'aggregates-and-tail': 'usage_totals_now',
  events: 'usage_totals_recounted',
}

interface Row {
  readonly customer_id: string
  readonly usage_month: string
  readonly posting_month: string
  readonly resource: string
  readonly method: string
  readonly quantity: string
  readonly events: string
  readonly high: string
  readonly low: string
}
