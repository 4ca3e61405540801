import type { BillingMonth } from '../../rules/billing-month.ts'
import { formatDocumentNumber, type DocumentNumber } from '../../rules/document-number.ts'
import type { DocumentKind } from '../../rules/invoice.ts'
import { moneyOf, type Money } from '../../rules/money.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** A document that a reference names. */
export interface PayableDocument {
  readonly number: string
  readonly kind: DocumentKind
  readonly customer: string
  readonly month: BillingMonth
  readonly gross: Money
}

/** Those of the documents that have been issued, by their number as printed. */
export async function findPayable(
  db: Database,
  numbers: readonly DocumentNumber[],
): Promise<ReadonlyMap<string, PayableDocument>> {
  const rows = await db.sql<Row[]>`
    select n.kind::text, n.year, n.number, d.customer_id, d.billing_month::text, d.gross::text
    from unnest(${numbers.map(({ kind }) => kind)}::text[], ${numbers.map(({ year }) => year)}::int[],
      ${numbers.map(({ number }) => number)}::int[]) as wanted (kind, year, number)
    join document_numbers n
      on n.kind = wanted.kind::document_kind and n.year = wanted.year and n.number = wanted.number
    join documents d on d.customer_id = n.customer_id and d.billing_month = n.billing_month`
  return new Map(rows.map(payableOfRow).map((document) => [document.number, document]))
}

interface Row {
  readonly kind: DocumentKind
  readonly year: number
  readonly number: number
  readonly customer_id: string
  readonly billing_month: string
  readonly gross: string
}

function payableOfRow(row: Row): PayableDocument {
  return {
    number: formatDocumentNumber(row),
    kind: row.kind,
    customer: row.customer_id,
    month: monthOfDate(row.billing_month),
    gross: moneyOf(row.gross),
  }
}
