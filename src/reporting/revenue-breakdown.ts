import type { BillingMonth } from '../../rules/billing-month.ts'
import { moneyOf, type Money } from '../../rules/money.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** What revenue can be split by beside the month. */
export const revenueDimensions = ['charge', 'class', 'package'] as const
export type RevenueDimension = (typeof revenueDimensions)[number]

/** Issued net of one billing month and group. Euros, VAT 0 %. */
export interface RevenueGroup {
  readonly month: BillingMonth
  /**
   * charge: `monthly-fee`, `transaction-fee:<resource>` or `manual`; class: `200000-500000` by revenue in euros, `agreed` for
   * an agreed fee, null for what is no monthly fee or is owed no more; package: the service package, after `separate/` or
   * `package/`, in force in the line's usage month as known now, null without any.
   */
  readonly group: string | null
  readonly documents: number
  readonly lines: number
  readonly net: Money
}

/**
 * Issued lines by billing month, both months included, and one dimension. An adjustment counts under what its usage month
 * is billed by now, so that one from class to class shows the difference under the new one.
 */
export async function revenueBreakdown(
  { sql }: Database,
  { from, to, by }: { readonly from: BillingMonth; readonly to: BillingMonth; readonly by: RevenueDimension },
): Promise<readonly RevenueGroup[]> {
  const groups = {
    charge: sql`case when charge like 'manual:%' then 'manual' else charge end`,
    class: sql`case reasons #>> '{basis,kind}'
      when 'revenue-class' then (reasons #>> '{basis,classFrom}') || '-' || (reasons #>> '{basis,classBound}')
      when 'agreed-monthly-fee' then 'agreed' end`,
    package: sql`(select t.pricing_model || '/' || t.service_package from service_terms t
      where t.customer_id = l.customer_id and t.from_month <= l.usage_month order by t.from_month desc, t.fact_id desc limit 1)`,
  }
  const rows = await sql<Row[]>`
    select billing_month::text, (${groups[by]}) collate "C" as "group",
      count(distinct (customer_id, billing_month))::text as documents, count(*)::text as lines, sum(net)::text as net
    from document_lines l
    where billing_month between ${`${from}-01`}::date and ${`${to}-01`}::date
    group by billing_month, 2 order by billing_month, 2`
  return rows.map(({ billing_month: month, group, documents, lines, net }) => ({
    month: monthOfDate(month),
    group,
    documents: Number(documents),
    lines: Number(lines),
    net: moneyOf(net),
  }))
}

interface Row {
  readonly billing_month: string
  readonly group: string | null
  readonly documents: string
  readonly lines: string
  readonly net: string
}
