import { later } from './calendar.ts'
import type { ListContent, PriceContent } from './price-content.ts'

/**
 * Everything that ever happened, in flat lists in the order in which it happened. Nothing is summed, indexed or kept up
 * to date: whoever wants to know something reads the lists from their beginning.
 */
export interface NaiveBooks {
  /** The clock, in microseconds. */
  now: number
  readonly firstMonth: string
  readonly lists: { readonly from: string; readonly content: ListContent }[]
  readonly particulars: { readonly customer: string; readonly name: string; readonly at: number }[]
  readonly facts: NaiveFact[]
  readonly changes: { readonly customer: string; readonly at: number; readonly open: boolean }[]
  readonly events: NaiveEvent[]
  readonly manualCharges: NaiveManualCharge[]
  readonly payments: NaivePayment[]
  readonly closed: string[]
  readonly runs: NaiveRun[]
}

/** A value that holds from a month on. */
export type NaiveFact = { readonly customer: string; readonly from: string; readonly postedIn: string } & (
  | { readonly about: 'terms'; readonly pricingModel: string; readonly servicePackage: string }
  | { readonly about: 'revenue'; readonly eur: string }
  | { readonly about: 'fee'; readonly fee: string | null }
  | { readonly about: 'price'; readonly resource: string; readonly price: PriceContent | null }
  | { readonly about: 'vat'; readonly treatment: string }
  /** A clerk's word: `why` is null where it releases. */
  | { readonly about: 'hold'; readonly why: string | null }
)

export interface NaiveEvent {
  readonly customer: string
  readonly source: string
  readonly id: string
  /** Everything that a repeat must have in common with it. */
  readonly body: string
  readonly at: number
  readonly resource: string
  readonly method: string
  readonly quantity: number
  readonly usageMonth: string
  readonly postedIn: string
  readonly disposition: string
  /** Which of its customer's openings it fell in, from 0; none unless it is billable. */
  readonly opening: number | null
  /** The posting month of its retraction. */
  takenBackIn?: string
}

export interface NaiveManualCharge {
  readonly customer: string
  readonly usageMonth: string
  readonly postedIn: string
  readonly net: string
}

export interface NaivePayment {
  readonly bankId: string
  readonly customer: string
  readonly document: string
  readonly amount: string
  readonly paidOn: string
  /** The newest billing month that had been issued when it was recorded. */
  readonly issuedBefore: string
}

export interface NaiveRun {
  readonly month: string
  /** The clock when it was first started. */
  readonly startedAt: number
  /** Its only block is written. */
  isIssued: boolean
  isComplete: boolean
}

export function emptyBooks(firstMonth: string, now: number): NaiveBooks {
  return {
    now,
    firstMonth,
    lists: [],
    particulars: [],
    facts: [],
    changes: [],
    events: [],
    manualCharges: [],
    payments: [],
    closed: [],
    runs: [],
  }
}

/** R7: months are open from the first price list's first month on, and close in order. */
export function oldestOpen(books: NaiveBooks): string {
  return later(books.firstMonth, books.closed.length)
}

/** R7: the later of the usage month and the oldest month still open. */
export function postingMonth(books: NaiveBooks, usageMonth: string): string {
  const oldest = oldestOpen(books)
  return usageMonth > oldest ? usageMonth : oldest
}

/** R2: an event counts from its posting month on, until the month in which its retraction is posted. */
export function counts({ postedIn, takenBackIn }: NaiveEvent, knownIn: string): boolean {
  return postedIn <= knownIn && (takenBackIn === undefined || takenBackIn > knownIn)
}

/** Every customer once, in byte order. */
export function customersOf(books: NaiveBooks): readonly string[] {
  return [...new Set(books.particulars.map(({ customer }) => customer))].toSorted()
}

export function isKnown(books: NaiveBooks, customer: string): boolean {
  return books.particulars.some((known) => known.customer === customer)
}
