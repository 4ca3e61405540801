// R10 (decided). "Payments are booked against receivables by reference number, to that document, then the oldest open; an
// overpayment is a liability, used by later invoices; a credit note lowers receivables of the invoices it names, then
// of the oldest open." The oldest is the one booked first. The sign of the gross decides, not the kind: over a change of
// VAT rate an invoice can be below zero by cents and lowers receivables then, and a credit note above it is owed.
// Tests: test/rules/open-documents.test.ts, test/properties/rules/settlement.test.ts
import { minusMoney, negatedMoney, noMoney, smallerMoney, sumOfMoney, type Money } from './money.ts'

/** What a customer's receivables are made of. */
export type Booking = BookedDocument | BookedPayment

export interface BookedDocument {
  readonly kind: 'document'
  /** As printed: `2026-0000001`. */
  readonly number: string
  readonly gross: Money
  /** Numbers of the documents that a credit note names. */
  readonly corrects: readonly string[]
}

export interface BookedPayment {
  readonly kind: 'payment'
  /** Above zero. */
  readonly amount: Money
  /** The number of the document that its reference names. */
  readonly document: string
}

export interface OpenDocument {
  readonly number: string
  /** Above zero: what is not paid, credited or settled by an overpayment yet. */
  readonly open: Money
}

export interface OpenItems {
  /** Oldest first. */
  readonly documents: readonly OpenDocument[]
  readonly overpayment: Money
}

/** What is open when all of one customer's bookings, in their order, are settled with each other. */
export function openItemsOf(bookings: readonly Booking[]): OpenItems {
  return bookings.reduce<OpenItems>(afterBooking, { documents: [], overpayment: noMoney })
}

function afterBooking(before: OpenItems, booking: Booking): OpenItems {
  if (booking.kind === 'payment') return lowered(before, booking.amount, [booking.document])
  const { number, gross, corrects } = booking
  if (!gross.greaterThan(noMoney)) return lowered(before, negatedMoney(gross), corrects)
  const used = smallerMoney(gross, before.overpayment)
  const document = { number, open: minusMoney(gross, used) }
  return {
    documents: document.open.isZero() ? before.documents : [...before.documents, document],
    overpayment: minusMoney(before.overpayment, used),
  }
}

/** The amount goes to the named documents first, oldest first, then to the oldest of the others; what is left is owed back. */
function lowered({ documents, overpayment }: OpenItems, amount: Money, named: readonly string[]): OpenItems {
  const isNamed = ({ number }: OpenDocument) => named.includes(number)
  const inTurn = [...documents.filter(isNamed), ...documents.filter((document) => !isNamed(document))]
  const settled = new Map<string, Money>()
  let left = amount
  for (const { number, open } of inTurn) {
    const part = smallerMoney(open, left)
    settled.set(number, part)
    left = minusMoney(left, part)
  }
  return {
    documents: documents
      .map(({ number, open }) => ({ number, open: minusMoney(open, settled.get(number) ?? noMoney) }))
      .filter(({ open }) => !open.isZero()),
    overpayment: sumOfMoney([overpayment, left]),
  }
}
