import type { BillingMonth } from '../../rules/billing-month.ts'
import type { HoldReason } from '../../rules/rate-month.ts'
import type { Database } from '../database/client.ts'
import type { InvoicePlan } from './plan-invoice.ts'

/** Writes what the run could not bill: one row per customer, usage month and reason. */
export async function insertHolds(
  tx: Database,
  block: readonly {
    readonly customer: { readonly buyer: { readonly customer: string } }
    readonly plan: InvoicePlan
  }[],
  month: BillingMonth,
): Promise<void> {
  const rows = block.flatMap(({ customer, plan }) =>
    plan.holds.map(({ usageMonth, reason }) => ({
      customer_id: customer.buyer.customer,
      usage_month: `${usageMonth}-01`,
      reason: reason.reason,
      details: detailsOf(reason),
    })),
  )
  if (rows.length === 0) return
  await tx.sql`
    insert into holds (customer_id, billing_month, usage_month, reason, details)
    select customer_id, ${`${month}-01`}::date, usage_month, reason, details
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as h (customer_id text, usage_month date, reason text,
      details jsonb)`
}

function detailsOf(reason: HoldReason): Readonly<Record<string, unknown>> {
  const { reason: _name, ...details } = reason
  return details
}
