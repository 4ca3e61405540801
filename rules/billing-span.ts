// R2. "API billing starts only when the first successful request is made." "API is closed from the API Security Panel.
// Billing will end at the end of the current month." Decided: a span starts in the month of the first billable success
// of an opening and ends with the month that holds the instant of the closing, that month included; no proration; an
// event accepted minutes ahead of its closing's month still owes the month it fell in. A reopening starts nothing by
// itself. A success that was taken back starts nothing from the month of its retraction on; the earliest of those that
// are left does. A month is owed at most one fee, whatever is opened and closed inside it. A closing of a later month than
// the one asked about is not known yet: an issued line is explained the same for ever.
// Tests: test/rules/billing-span.test.ts, test/properties/rules/billing-span.test.ts
import type { ApiOpening } from './api-access.ts'
import { laterMonth, monthOf, type BillingMonth } from './billing-month.ts'
import type { EventSet } from './event-set.ts'
import type { Instant } from './instant.ts'

/** The earliest billable success of one opening among the events of one posting month, or the next one after it. */
export interface FirstSuccess {
  readonly openingNumber: number
  /** Of the event; of a next one, of the retraction that made it the first. */
  readonly postedIn: BillingMonth
  /** The posting month of its retraction: from then on it counts for nothing. */
  readonly takenBackIn: BillingMonth | undefined
  readonly at: Instant
  /** The event itself, as a set of one. */
  readonly events: EventSet
}

/** Months `from` to `to` are billable, both included; `to` is undefined while the API stays open. */
export interface BillingSpan {
  readonly firstSuccessAt: Instant
  /** The event that started the span. */
  readonly events: EventSet
  readonly from: BillingMonth
  readonly closedAt: Instant | undefined
  readonly to: BillingMonth | undefined
}

/** The spans as they were known when `knownIn` closed, oldest opening first. */
export function billingSpans(
  openings: readonly ApiOpening[],
  firstSuccesses: readonly FirstSuccess[],
  knownIn: BillingMonth,
): readonly BillingSpan[] {
  return openings.flatMap((opening) => {
    const known = firstSuccesses.filter(
      ({ openingNumber, postedIn, takenBackIn }) =>
        openingNumber === opening.openingNumber &&
        postedIn <= knownIn &&
        (takenBackIn === undefined || takenBackIn > knownIn),
    )
    if (known.length === 0) return []
    const earliest = known.reduce((first, success) => (isBefore(success, first) ? success : first))
    const from = monthOf(earliest.at)
    const closedAt = knownClosing(opening, knownIn)
    const to = closedAt === undefined ? undefined : laterMonth(monthOf(closedAt), from)
    return [{ firstSuccessAt: earliest.at, events: earliest.events, from, closedAt, to }]
  })
}

/** The span that makes the month billable, the oldest where several do; undefined when none does. */
export function spanCovering(spans: readonly BillingSpan[], month: BillingMonth): BillingSpan | undefined {
  return spans.find((span) => span.from <= month && (span.to === undefined || month <= span.to))
}

function knownClosing({ closedAt }: ApiOpening, knownIn: BillingMonth): Instant | undefined {
  return closedAt === undefined || monthOf(closedAt) > knownIn ? undefined : closedAt
}

/** Of two at one instant any will do, as long as it is always the same one. */
function isBefore(one: FirstSuccess, other: FirstSuccess): boolean {
  return one.at < other.at || (one.at === other.at && one.events.digest < other.events.digest)
}
