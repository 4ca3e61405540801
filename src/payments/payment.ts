import type { Instant } from '../../rules/instant.ts'
import type { Money } from '../../rules/money.ts'
import type { CustomerBalances } from '../../rules/settlement.ts'

/** A payment as the bank tells of it. */
export interface NewPayment {
  /** As it was paid: spaces, leading zeros or the RF form are the bank's. */
  readonly reference: string
  readonly amount: Money
  /** `2026-04-20`. */
  readonly paidOn: string
  /** The bank's own id of the payment: its identity. */
  readonly bankId: string
}

export interface RecordedPayment extends NewPayment {
  readonly paymentId: number
  readonly customer: string
  /** The number of the document that the reference names. */
  readonly document: string
  readonly recordedAt: Instant
  readonly recordedBy: string
  readonly note: string | null
}

/** What became of a payment that was given to be recorded. */
export type PaymentAnswer =
  | {
      readonly kind: 'recorded'
      readonly paymentId: number
      readonly customer: string
      readonly document: string
      /** What the customer owes and is owed now. */
      readonly balances: CustomerBalances
    }
  /** The same document, amount and date were recorded under this bank id before. */
  | { readonly kind: 'already-recorded' }
  /** Others were. */
  | { readonly kind: 'conflict'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
