import type { BillingMonth } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import { formatDocumentNumber } from '../../rules/document-number.ts'
import type { DocumentKind } from '../../rules/invoice.ts'
import { moneyOf } from '../../rules/money.ts'
import type { ChargeKey } from '../../rules/rate-month.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import type { ExplanationFacts } from './explanation-facts.ts'

/** Lines of the customer's documents before the month, for the usage months, in the order of documents. */
export async function loadBilledLines(
  db: Database,
  customer: string,
  usageMonths: readonly BillingMonth[],
  month: BillingMonth,
): Promise<ExplanationFacts['billed']> {
  const rows = await db.sql<Row[]>`
    select d.kind::text, d.year, d.number, l.billing_month::text, l.line_number, l.usage_month::text, l.charge,
      l.quantity::text, l.net::text
    from document_lines l
    join documents d on d.customer_id = l.customer_id and d.billing_month = l.billing_month
    where l.customer_id = ${customer} and l.usage_month = any(${usageMonths.map((each) => `${each}-01`)}::text[]::date[])
      and l.billing_month < ${`${month}-01`}::date
    order by l.billing_month, l.line_number`
  return rows.map((row) => ({
    number: formatDocumentNumber(row),
    billingMonth: monthOfDate(row.billing_month),
    lineNumber: row.line_number,
    usageMonth: monthOfDate(row.usage_month),
    charge: row.charge,
    quantity: decimal(row.quantity),
    net: moneyOf(row.net),
  }))
}

interface Row {
  readonly kind: DocumentKind
  readonly year: number
  readonly number: number
  readonly billing_month: string
  readonly line_number: number
  readonly usage_month: string
  readonly charge: ChargeKey
  readonly quantity: string
  readonly net: string
}
