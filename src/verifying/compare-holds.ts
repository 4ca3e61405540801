import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import type { Hold } from '../invoicing/plan-invoice.ts'
import { inSpan, type CustomerSpan } from './customer-span.ts'
import type { Difference } from './difference.ts'
import { valueDifferences } from './value-differences.ts'

/** Holds by usage month and reason, with their details. */
export type HoldRecords = Readonly<Record<string, unknown>>

/** What a run wrote down as held, by customer. */
export async function storedHolds(
  db: Database,
  month: BillingMonth,
  span: CustomerSpan,
): Promise<ReadonlyMap<string, HoldRecords>> {
  const rows = await db.sql<{ customer_id: string; holds: HoldRecords }[]>`
    select customer_id, json_object_agg(to_char(usage_month, 'YYYY-MM') || ' ' || reason, details) as holds from holds
    where billing_month = ${`${month}-01`}::date and ${inSpan(db, db.sql`customer_id`, span)} group by customer_id`
  return new Map(rows.map((row) => [row.customer_id, row.holds]))
}

/** Where they are not what the facts give. */
export function compareHolds(
  about: { readonly month: BillingMonth; readonly customer: string },
  expected: readonly Hold[],
  stored: HoldRecords,
): readonly Difference[] {
  return valueDifferences(holdRecords(expected), stored).map(({ path, ...values }) => ({
    thing: 'hold',
    ...about,
    where: path.join(' '),
    ...values,
  }))
}

function holdRecords(holds: readonly Hold[]): HoldRecords {
  return Object.fromEntries(
    holds.map(({ usageMonth, reason: { reason, ...details } }) => [`${usageMonth} ${reason}`, details]),
  )
}
