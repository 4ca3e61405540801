import type { BillingMonth } from '../../rules/billing-month.ts'

/** What was compared. */
export type VerifiedThing =
  | 'month'
  | 'run'
  | 'event'
  | 'batch'
  | 'usage total'
  | 'usage by day'
  | 'first success'
  | 'retraction'
  | 'price list'
  | 'document'
  | 'hold'
  | 'number'
  | 'commitment'
  | 'journal'
  | 'payment'

/** Something stored that is not what the facts and events give. */
export interface Difference {
  readonly thing: VerifiedThing
  /** The billing month of documents, holds and bookings; the posting or usage month of sums. */
  readonly month?: BillingMonth | undefined
  readonly customer?: string | undefined
  /** A document's number. */
  readonly document?: string | undefined
  /** Where in it: `line 2, transaction-fee:purchaseinvoice.nv of 2026-03: net`. */
  readonly where: string
  readonly expected: string
  readonly found: string
}

/** Takes differences as they are found: nothing is kept, however many there are. */
export type Report = (difference: Difference) => void
