import type { BillingMonth } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import { moneyOf } from '../../rules/money.ts'
import type { HoldReason } from '../../rules/rate-month.ts'
import type { Database } from '../database/client.ts'
import type { ChargeTotal, CustomerHold, RunTotals } from './run-totals.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** What the month's run has issued so far, from the documents themselves. */
export async function loadRunTotals(db: Database, month: BillingMonth): Promise<RunTotals> {
  const date = `${month}-01`
  const [documents] = await db.sql<
    { invoices: number; credit_notes: number; net: string; vat: string; gross: string }[]
  >`
    select count(*) filter (where kind = 'invoice')::integer as invoices,
      count(*) filter (where kind = 'credit-note')::integer as credit_notes,
      coalesce(sum(net), 0)::text as net, coalesce(sum(vat), 0)::text as vat, coalesce(sum(gross), 0)::text as gross
    from documents where billing_month = ${date}::date`
  if (documents === undefined) throw new Error('broken invariant: an aggregate has a row')
  return {
    month,
    invoices: documents.invoices,
    creditNotes: documents.credit_notes,
    net: moneyOf(documents.net),
    vat: moneyOf(documents.vat),
    gross: moneyOf(documents.gross),
    charges: await loadChargeTotals(db, date),
    holds: await loadHolds(db, date),
  }
}

async function loadChargeTotals(db: Database, date: string): Promise<readonly ChargeTotal[]> {
  const rows = await db.sql<
    { charge: string; adjustment: boolean; lines: number; quantity: string; net: string }[]
  >`
    select case when charge like 'manual:%' then 'manual' else charge end as charge, usage_month <> billing_month as adjustment, count(*)::integer as lines, sum(quantity)::text as quantity,
      sum(net)::text as net
    from document_lines where billing_month = ${date}::date group by 1, 2 order by 2, 1`
  return rows.map((row) => ({ ...row, quantity: decimal(row.quantity), net: moneyOf(row.net) }))
}

async function loadHolds(db: Database, date: string): Promise<readonly CustomerHold[]> {
  const rows = await db.sql<{ customer: string; month: string; reason: HoldReason }[]>`
    select customer_id as customer, usage_month::text as month, details || jsonb_build_object('reason', reason) as reason
    from holds where billing_month = ${date}::date order by customer_id, usage_month, reason`
  return rows.map(({ customer, month, reason }) => ({
    customer,
    usageMonth: monthOfDate(month),
    reason,
  }))
}
