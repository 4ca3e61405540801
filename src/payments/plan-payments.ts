import { formatDocumentNumber } from '../../rules/document-number.ts'
import type { JournalLine } from '../../rules/journal-entry.ts'
import { formatMoney, noMoney } from '../../rules/money.ts'
import { paymentReference } from '../../rules/payment-reference.ts'
import { balancesAfter, paymentLinesOf, type CustomerBalances } from '../../rules/settlement.ts'
import type { PayableDocument } from './find-payable.ts'
import type { NewPayment, PaymentAnswer, RecordedPayment } from './payment.ts'

/** What is known when payments are recorded. */
export interface KnownPayments {
  /** Under the bank ids of the payments at hand. */
  readonly recorded: readonly RecordedPayment[]
  /** By number as printed. */
  readonly documents: ReadonlyMap<string, PayableDocument>
  readonly balancesOf: (customer: string) => CustomerBalances
  /** In Helsinki: `2026-04-20`. */
  readonly today: string
}

/** A payment to record, and what it books. */
export interface PlannedPayment {
  readonly kind: 'record'
  readonly payment: NewPayment
  readonly document: PayableDocument
  readonly lines: readonly JournalLine[]
  /** Of the customer, with this payment and those before it. */
  readonly balances: CustomerBalances
}

export type PaymentPlan = PlannedPayment | Exclude<PaymentAnswer, { kind: 'recorded' }>

/** What becomes of each payment, purely, in the order given: the ones before it in the batch count as recorded. */
export function planPayments(payments: readonly NewPayment[], known: KnownPayments): readonly PaymentPlan[] {
  const contents = new Map(known.recorded.map((each) => [each.bankId, contentOf(each, each.document)]))
  const balances = new Map<string, CustomerBalances>()
  return payments.map((payment): PaymentPlan => {
    const document = payableDocument(payment, known)
    if ('reason' in document) return document
    const [content, recorded] = [contentOf(payment, document.number), contents.get(payment.bankId)]
    if (recorded === content) return { kind: 'already-recorded' }
    if (recorded !== undefined)
      return {
        kind: 'conflict',
        reason: `the bank id ${JSON.stringify(payment.bankId)} is recorded already, with ${recorded}, not with ${content}`,
      }
    contents.set(payment.bankId, content)
    const before = balances.get(document.customer) ?? known.balancesOf(document.customer)
    const lines = paymentLinesOf(payment.amount, before)
    const after = balancesAfter(before, lines)
    balances.set(document.customer, after)
    return { kind: 'record', payment, document, lines, balances: after }
  })
}

/** What is compared when a payment is sent again. */
function contentOf({ amount, paidOn }: NewPayment, document: string): string {
  return `${formatMoney(amount)} EUR paid on ${paidOn} for ${document}`
}

interface Refused {
  readonly kind: 'refused'
  readonly reason: string
}

function payableDocument(
  { reference, amount, paidOn }: NewPayment,
  { documents, today }: KnownPayments,
): PayableDocument | Refused {
  const written = JSON.stringify(reference)
  if (!amount.greaterThan(noMoney))
    return refused(`${formatMoney(amount)} is not allowed; a payment is above zero`)
  if (paidOn > today)
    return refused(`${paidOn} is not allowed; a payment is paid today, ${today}, at the latest`)
  const read = paymentReference(reference)
  if (read.kind === 'malformed')
    return refused(
      `${written} is not a reference number; its digits are needed, with or without spaces, or the RF form`,
    )
  if (read.kind === 'wrong-check-digit')
    return refused(`${written} is not a reference number: a digit is wrong, as its check digit tells`)
  if (read.kind === 'not-ours')
    return refused(`${written} is no reference number of ours; the one on the invoice is needed`)
  const number = formatDocumentNumber(read.number)
  const document = documents.get(number)
  if (document === undefined) return refused(`${written} is of ${number}, which has not been issued`)
  if (document.kind === 'credit-note' && !document.gross.greaterThan(noMoney))
    return refused(
      `${written} is of ${number}, a credit note, to which nothing is paid; an invoice's is needed`,
    )
  return document
}

function refused(reason: string): Refused {
  return { kind: 'refused', reason }
}
