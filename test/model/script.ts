import type { ListContent, PriceContent } from './naive/price-content.ts'

/**
 * One timeline as plain data, so that a failure prints as a literal that can be pasted into a named example. Months
 * and instants are relative to the clock of the play: whatever is left out of a script, the rest still means something.
 */
export interface Script {
  /** The first price list's first month. */
  readonly from: string
  readonly list: ListContent
  /** The customers known from the start. */
  readonly customers: readonly StartingCustomer[]
  readonly moves: readonly Move[]
}

export interface StartingCustomer {
  readonly id: string
  readonly terms: Terms | null
  readonly revenue: string | null
  readonly vat: VatTreatment | null
  /** Opened at the first instant of the books. */
  readonly open: boolean
}

export interface Terms {
  readonly pricingModel: 'package' | 'separate'
  readonly servicePackage: string
}

export type VatTreatment = 'domestic' | 'reverse-charge' | 'outside-eu'

/** A dated fact: `from` counts in months from the clock's. */
interface AboutCustomer {
  readonly customer: string
  readonly from: number
}

export type Move =
  | { readonly move: 'record'; readonly calls: readonly Call[]; readonly killedAt?: RecordingPlace }
  /** An earlier batch once more, as it was or with something changed. */
  | { readonly move: 'resend'; readonly batch: number; readonly change: 'quantity' | 'outcome' | 'at' | null }
  | { readonly move: 'open' | 'shut'; readonly customer: string; readonly daysBack: number }
  | (AboutCustomer & { readonly move: 'revenue'; readonly eur: string })
  | (AboutCustomer & { readonly move: 'fee'; readonly fee: string | null })
  | (AboutCustomer & {
      readonly move: 'price'
      readonly resource: string
      readonly price: PriceContent | null
    })
  | (AboutCustomer & { readonly move: 'vat'; readonly treatment: VatTreatment })
  | (AboutCustomer & { readonly move: 'terms'; readonly terms: Terms })
  | (AboutCustomer & { readonly move: 'hold' | 'release'; readonly why: string })
  /** A charge by hand, or with a negative net a credit. */
  | (AboutCustomer & { readonly move: 'charge'; readonly net: string })
  /** Takes recorded events back, by their places among all of them. */
  | { readonly move: 'take-back'; readonly events: readonly number[] }
  /** Pays a document, by its place among those issued, today; the bank may tell of it twice, and its id is the identity. */
  | {
      readonly move: 'pay'
      readonly document: number
      readonly amount: 'what it says' | 'twice that' | '5.00'
      readonly bankId: string
      readonly told: number
    }
  | { readonly move: 'customer'; readonly customer: string; readonly name: string }
  | { readonly move: 'list'; readonly from: number; readonly list: ListContent }
  | { readonly move: 'wait'; readonly days: number }
  /** Waits until the oldest open month has ended. */
  | { readonly move: 'month-end' }
  | { readonly move: 'roll-up' }
  /** Months count from the oldest open one. */
  | { readonly move: 'close'; readonly month: number; readonly killedAt?: ClosingPlace }
  /** Months count from the newest closed one. `together`: that many at once. */
  | {
      readonly move: 'run'
      readonly month: number
      readonly together?: number
      readonly stopped?: RunPlace | 'interrupted' | 'after a block'
    }
  /** Months count from the oldest open one. */
  | { readonly move: 'preview'; readonly month: number }

export interface Call {
  readonly customer: string
  readonly id: string
  readonly source: string
  readonly resource: string
  readonly method: string
  readonly outcome: 'ok' | 'failed'
  readonly channel: string
  readonly quantity: number
  readonly when: When
  readonly backfill: boolean
}

/** A moment of a month that counts from the clock's; or one that the clock, or the last change of access, gives. */
export type When =
  | { readonly month: number; readonly moment: 'start' | 'early' | 'late' | 'end' }
  | 'now'
  | 'left out'
  | 'four minutes ahead'
  | 'six minutes ahead'
  | 'at the last change'
  | 'just before the last change'

/** Where the database kills the connection that does the work. */
export const recordingPlaces = [
  'insert on recording_batches',
  'insert on pending_batches',
  'insert on events',
] as const
export type RecordingPlace = (typeof recordingPlaces)[number]

export const closingPlaces = [
  'delete on pending_batches',
  'insert on usage_totals',
  'insert on usage_by_day',
  'insert on first_successes',
  'update on months',
  'insert on months',
] as const
export type ClosingPlace = (typeof closingPlaces)[number]

export const runPlaces = [
  'insert on invoice_runs',
  'insert on document_numbers',
  'insert on documents',
  'insert on document_lines',
  'insert on journal_entries',
  'insert on journal_lines',
  'insert on holds',
  'update of issued_up_to on invoice_runs',
  'update of completed_at on invoice_runs',
] as const
export type RunPlace = (typeof runPlaces)[number]
