import type { BillingMonth } from '../../rules/billing-month.ts'
import { decimal, type Decimal } from '../../rules/decimal.ts'
import type { DocumentKind } from '../../rules/invoice.ts'
import type { ManualChargeKey } from '../../rules/manual-charge.ts'
import { moneyOf, noMoney, type Money } from '../../rules/money.ts'
import type { ChargeKey } from '../../rules/rate-month.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import {
  areOfWholeDocuments,
  revenueDimensions,
  type RevenueDimension,
  type RevenueQuestion,
} from './revenue-question.ts'
import { revenueParts } from './revenue-parts.ts'

export interface RevenueReport {
  readonly rows: readonly RevenueRow[]
  /** Of the documents of the period; the rows add up to its net. */
  readonly total: RevenueTotal
}

/** Issued lines of one group. The dimensions that were not asked for are absent. */
export interface RevenueRow {
  readonly month?: BillingMonth
  readonly usageMonth?: BillingMonth
  readonly kind?: DocumentKind
  readonly charge?: ChargeKind
  /** True for lines about usage months before the billing month. */
  readonly adjustment?: boolean
  /**
   * `200000-500000` by revenue in euros, `agreed` for an agreed fee, null for what is no monthly fee. A correction from one
   * class to another takes off under the old one and adds under the new one.
   */
  readonly class?: string | null
  /** The service package after `separate/` or `package/`, in force in the line's usage month; null without any. */
  readonly package?: string | null
  /** With such a line; a document counts in each of its groups. */
  readonly documents: number
  /** Of these. */
  readonly creditNotes: number
  readonly lines: number
  readonly quantity: Decimal
  /** Euros, VAT 0 %, credit notes taken off. */
  readonly net: Money
  /** Of whole documents, so where only month and kind are asked for: VAT is rounded once per document and rate. */
  readonly vat?: Money
  readonly gross?: Money
}

/** A charge; all manual ones are one kind. */
export type ChargeKind = Exclude<ChargeKey, ManualChargeKey> | 'manual'

/** Euros, credit notes taken off. */
export type RevenueTotal = Required<
  Pick<RevenueRow, 'documents' | 'creditNotes' | 'lines' | 'net' | 'vat' | 'gross'>
>

/** Issued revenue; a run that is under way counts as far as it has come. */
export async function revenueReport(db: Database, question: RevenueQuestion): Promise<RevenueReport> {
  return inSnapshot(db, async (tx) => {
    const rows = await groupedRows(tx, question)
    const [all] = await groupedRows(tx, { ...question, groupBy: [] })
    const { documents = 0, creditNotes = 0, lines = 0, net = noMoney } = all ?? {}
    const { vat = noMoney, gross = noMoney } = all ?? {}
    return { rows, total: { documents, creditNotes, lines, net, vat, gross } }
  })
}

async function groupedRows({ sql }: Database, question: RevenueQuestion): Promise<readonly RevenueRow[]> {
  const by = (dimension: RevenueDimension) => question.groupBy.includes(dimension)
  const rows = await sql<Row[]>`
    with parts as (${revenueParts(sql, question)})
    select case when ${by('month')} then billing_month end::text as month,
      case when ${by('usageMonth')} then usage_month end::text as "usageMonth",
      case when ${by('kind')} then kind end::text as kind,
      case when ${by('adjustment')} then usage_month < billing_month end as adjustment,
      case when ${by('charge')} then charge end collate "C" as charge,
      case when ${by('class')} then class end collate "C" as class,
      case when ${by('package')} then package end collate "C" as package,
      count(distinct (customer_id, billing_month))::text as documents,
      count(distinct (customer_id, billing_month)) filter (where kind = 'credit-note')::text as credit_notes,
      count(distinct (customer_id, billing_month, line_number))::text as lines,
      sum(quantity)::text as quantity, sum(net)::text as net,
      coalesce(sum(vat) filter (where is_first), 0)::text as vat, coalesce(sum(gross) filter (where is_first), 0)::text as gross
    from parts group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7`
  return rows.map((row) => rowOf(row, question.groupBy))
}

interface Row {
  readonly month: string
  readonly usageMonth: string
  readonly kind: DocumentKind
  readonly adjustment: boolean
  readonly charge: ChargeKind
  readonly class: string | null
  readonly package: string | null
  readonly documents: string
  readonly credit_notes: string
  readonly lines: string
  readonly quantity: string
  readonly net: string
  readonly vat: string
  readonly gross: string
}

function rowOf(row: Row, groupBy: readonly RevenueDimension[]): RevenueRow {
  const asked = revenueDimensions
    .filter((each) => groupBy.includes(each))
    .map((each) => [each, each === 'month' || each === 'usageMonth' ? monthOfDate(row[each]) : row[each]])
  return {
    ...Object.fromEntries(asked),
    documents: Number(row.documents),
    creditNotes: Number(row.credit_notes),
    lines: Number(row.lines),
    quantity: decimal(row.quantity),
    net: moneyOf(row.net),
    ...(areOfWholeDocuments(groupBy) ? { vat: moneyOf(row.vat), gross: moneyOf(row.gross) } : {}),
  }
}
