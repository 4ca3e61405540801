// What can be seen of the books from outside, in plain values: the naive model says what should be there, and the
// engine's database what is.

export interface SeenDocument {
  readonly number: string
  readonly kind: string
  readonly customer: string
  readonly month: string
  readonly issueDate: string
  readonly dueDate: string
  readonly buyer: string
  readonly corrects: readonly string[]
  readonly lines: readonly SeenLine[]
  readonly vatGroups: readonly { readonly group: string; readonly base: string; readonly vat: string }[]
  readonly net: string
  readonly vat: string
  readonly gross: string
}

export interface SeenLine {
  readonly usageMonth: string
  readonly charge: string
  readonly quantity: string
  readonly net: string
  /** `120 for 30.00, 7 events` */
  readonly before: string
  readonly after: string
  /** `domestic 25.5` */
  readonly vat: string
  readonly list: number | null
}

/** `2024-09 c1 2024-08 revenue-unknown`: billing month, customer, usage month, reason with its details. */
export type SeenHold = string

/** `2024-0000001 receivables 48.95`: what one account got under one voucher, debits positive. */
export type SeenBooking = string

/** `c1 default e1 billable #0 2024-08 posted 2024-09` */
export type SeenEvent = string

export interface Seen {
  readonly documents: readonly SeenDocument[]
  readonly holds: readonly SeenHold[]
  readonly bookings: readonly SeenBooking[]
}

/** What closing and running a month now would issue. */
export interface SeenPreview {
  readonly invoices: number
  readonly creditNotes: number
  readonly net: string
  readonly vat: string
  readonly gross: string
  readonly holds: readonly string[]
}
