import { formatDocumentNumber } from '../../rules/document-number.ts'
import type { DocumentKind } from '../../rules/invoice.ts'
import { moneyOf } from '../../rules/money.ts'
import type { BookedDocument, BookedPayment } from '../../rules/open-documents.ts'
import type { Database } from '../database/client.ts'
import { loadPayments } from './load-payments.ts'
import { paymentVoucher } from './vouchers.ts'

/** A document or payment as it stands in its own table, with its voucher in the journal. */
export type LoadedBooking = LoadedDocument | LoadedPayment

export interface LoadedDocument extends BookedDocument {
  readonly voucher: string
  /** The issue date: `2026-04-03`. */
  readonly date: string
  readonly dueDate: string
}

export interface LoadedPayment extends BookedPayment {
  readonly voucher: string
  /** The day it was paid. */
  readonly date: string
}

/**
 * The documents and payments of the customers, in the order of their booking; one that the journal lacks comes last. Read
 * in one snapshot (`repeatable read`), or a booking in between is seen in part.
 */
export async function loadBookings(
  db: Database,
  customers: readonly string[],
): Promise<(customer: string) => readonly LoadedBooking[]> {
  const { sql } = db
  const documents = await sql<DocumentRow[]>`
    select customer_id, kind::text, year, number, issue_date::text, due_date::text, gross::text, corrects
    from documents where customer_id = any(${customers}::text[])`
  const payments = await loadPayments(db, { customers })
  const entries = await sql<{ customer_id: string; voucher: string; entry_id: string }[]>`
    select customer_id, voucher, entry_id::text from journal_entries where customer_id = any(${customers}::text[])`
  const places = new Map(entries.map((row) => [keyOf(row.customer_id, row.voucher), Number(row.entry_id)]))
  const bookings = [
    ...documents.map((row) => ({ customer: row.customer_id, booking: bookedDocument(row) })),
    ...payments.map(({ customer, paymentId, amount, document, paidOn }) => {
      const booking: LoadedPayment = {
        kind: 'payment',
        voucher: paymentVoucher(paymentId),
        date: paidOn,
        amount,
        document,
      }
      return { customer, booking }
    }),
  ].map((each) => ({
    ...each,
    place: places.get(keyOf(each.customer, each.booking.voucher)) ?? Number.MAX_SAFE_INTEGER,
  }))
  const inOrder = bookings.toSorted((one, other) => one.place - other.place)
  const byCustomer = Map.groupBy(inOrder, ({ customer }) => customer)
  return (customer) => (byCustomer.get(customer) ?? []).map(({ booking }) => booking)
}

interface DocumentRow {
  readonly customer_id: string
  readonly kind: DocumentKind
  readonly year: number
  readonly number: number
  readonly issue_date: string
  readonly due_date: string
  readonly gross: string
  readonly corrects: readonly string[]
}

function bookedDocument(row: DocumentRow): LoadedDocument {
  const number = formatDocumentNumber(row)
  return {
    kind: 'document',
    number,
    voucher: number,
    date: row.issue_date,
    dueDate: row.due_date,
    gross: moneyOf(row.gross),
    corrects: row.corrects,
  }
}

function keyOf(customer: string, voucher: string): string {
  return `${voucher} ${customer}`
}
