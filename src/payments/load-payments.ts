import { formatDocumentNumber } from '../../rules/document-number.ts'
import type { DocumentKind } from '../../rules/invoice.ts'
import { moneyOf } from '../../rules/money.ts'
import type { Database } from '../database/client.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import type { RecordedPayment } from './payment.ts'

export interface PaymentFilter {
  readonly bankIds?: readonly string[] | undefined
  readonly customers?: readonly string[] | undefined
  /** Only payments recorded after this one. */
  readonly after?: number | undefined
  /** Without it, all. */
  readonly limit?: number | undefined
}

/** Recorded payments, in the order of recording. */
export async function loadPayments(
  db: Database,
  { bankIds, customers, after = 0, limit }: PaymentFilter,
): Promise<readonly RecordedPayment[]> {
  const { sql } = db
  const rows = await sql<Row[]>`
    select p.payment_id::text, p.customer_id, p.bank_id, p.reference, p.amount::text, p.paid_on::text,
      p.recorded_at::text, p.recorded_by, p.note, d.kind::text, d.year, d.number
    from payments p join documents d on d.customer_id = p.customer_id and d.billing_month = p.billing_month
    where p.payment_id > ${after}
      ${customers === undefined ? sql`` : sql`and p.customer_id = any(${customers}::text[])`}
      ${
        bankIds === undefined
          ? sql``
          : sql`and (p.customer_id, p.payment_id) in (
              select customer_id, payment_id from payment_register where bank_id = any(${bankIds}::text[]))`
      }
    order by p.payment_id limit ${limit ?? null}`
  return rows.map((row) => ({
    paymentId: Number(row.payment_id),
    customer: row.customer_id,
    document: formatDocumentNumber(row),
    reference: row.reference,
    amount: moneyOf(row.amount),
    paidOn: row.paid_on,
    bankId: row.bank_id,
    recordedAt: instantOfTimestamp(row.recorded_at),
    recordedBy: row.recorded_by,
    note: row.note,
  }))
}

interface Row {
  readonly payment_id: string
  readonly customer_id: string
  readonly bank_id: string
  readonly reference: string
  readonly amount: string
  readonly paid_on: string
  readonly recorded_at: string
  readonly recorded_by: string
  readonly note: string | null
  readonly kind: DocumentKind
  readonly year: number
  readonly number: number
}
