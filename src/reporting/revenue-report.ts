import type { BillingMonth } from '../../rules/billing-month.ts'
import { decimal, type Decimal } from '../../rules/decimal.ts'
import { moneyOf, type Money } from '../../rules/money.ts'
import type { ManualChargeKey } from '../../rules/manual-charge.ts'
import type { ChargeKey } from '../../rules/rate-month.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'

export interface RevenueReport {
  /** By billing month, then adjustments last, then charge. */
  readonly charges: readonly ChargeRevenue[]
  readonly months: readonly MonthRevenue[]
}

/** A charge; all manual ones are one kind. */
export type ChargeKind = Exclude<ChargeKey, ManualChargeKey> | 'manual'

/** What a billing month's documents billed for one kind of charge. */
export interface ChargeRevenue {
  readonly month: BillingMonth
  readonly charge: ChargeKind
  /** True for the lines about usage months before the billing month. */
  readonly adjustment: boolean
  /** Documents with such a line; a document counts under each of its charges. */
  readonly documents: number
  readonly lines: number
  readonly quantity: Decimal
  /** Euros, VAT 0 %. */
  readonly net: Money
}

/** A billing month's documents, credit notes taken off. Euros. */
export interface MonthRevenue {
  readonly month: BillingMonth
  readonly invoices: number
  readonly creditNotes: number
  readonly net: Money
  readonly vat: Money
  readonly gross: Money
}

/** Issued revenue by billing month, both months included; a run that is under way counts as far as it has come. */
export async function revenueReport(
  db: Database,
  { from, to }: { readonly from: BillingMonth; readonly to: BillingMonth },
): Promise<RevenueReport> {
  const charges = await db.sql<ChargeRow[]>`
    select billing_month::text, (case when charge like 'manual:%' then 'manual' else charge end) collate "C" as charge,
      usage_month < billing_month as adjustment,
      count(distinct (customer_id, billing_month))::text as documents, count(*)::text as lines,
      sum(quantity)::text as quantity, sum(net)::text as net
    from document_lines
    where billing_month between ${`${from}-01`}::date and ${`${to}-01`}::date
    group by 1, 2, 3
    order by billing_month, adjustment, charge`
  const months = await db.sql<MonthRow[]>`
    select billing_month::text, count(*) filter (where kind = 'invoice')::text as invoices,
      count(*) filter (where kind = 'credit-note')::text as credit_notes,
      sum(net)::text as net, sum(vat)::text as vat, sum(gross)::text as gross
    from documents
    where billing_month between ${`${from}-01`}::date and ${`${to}-01`}::date
    group by billing_month order by billing_month`
  return { charges: charges.map(chargeOf), months: months.map(monthOf) }
}

interface ChargeRow {
  readonly billing_month: string
  readonly charge: ChargeKind
  readonly adjustment: boolean
  readonly documents: string
  readonly lines: string
  readonly quantity: string
  readonly net: string
}

interface MonthRow {
  readonly billing_month: string
  readonly invoices: string
  readonly credit_notes: string
  readonly net: string
  readonly vat: string
  readonly gross: string
}

function chargeOf({
  billing_month: month,
  charge,
  adjustment,
  documents,
  lines,
  quantity,
  net,
}: ChargeRow): ChargeRevenue {
  return {
    month: monthOfDate(month),
    charge,
    adjustment,
    documents: Number(documents),
    lines: Number(lines),
    quantity: decimal(quantity),
    net: moneyOf(net),
  }
}

function monthOf({
  billing_month: month,
  invoices,
  credit_notes: creditNotes,
  net,
  vat,
  gross,
}: MonthRow): MonthRevenue {
  return {
    month: monthOfDate(month),
    invoices: Number(invoices),
    creditNotes: Number(creditNotes),
    net: moneyOf(net),
    vat: moneyOf(vat),
    gross: moneyOf(gross),
  }
}
