// "Month" is a calendar month in Europe/Helsinki (decided; the document bills "on monthly basis" and ends billing "at
// the end of the current month" without naming a zone). A month is the half-open interval from its first instant to
// the next month's first instant; Helsinki's summer time makes March 743 hours and October 745.
// Tests: test/rules/billing-month.test.ts, test/properties/rules/billing-month.test.ts
import { TZDate } from '@date-fns/tz'
import { instantOfMs, type Instant } from './instant.ts'

declare const billingMonthBrand: unique symbol

/** A calendar month in Europe/Helsinki, written `2026-03`. Months compare with `<` as they are written. */
export type BillingMonth = string & { readonly [billingMonthBrand]: 'BillingMonth' }

export const billingZone = 'Europe/Helsinki'

/** Reads `2026-03`; undefined when the text is not a month from 1970-01 to 2199-12. */
export function parseBillingMonth(text: string): BillingMonth | undefined {
  return /^(19[7-9]\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])$/.test(text) ? asBillingMonth(text) : undefined
}

/** A month that is known to be one: from a rule table or a checked column. Anything else is a bug and throws. */
export function billingMonth(text: string): BillingMonth {
  const month = parseBillingMonth(text)
  if (month === undefined) throw new RangeError(`broken invariant: ${text} is not a month`)
  return month
}

/** The month that holds the instant, in Helsinki. */
export function monthOf(instant: Instant): BillingMonth {
  const utc = new Date(instant / 1000)
  const month = monthAt(utc.getUTCFullYear() * 12 + utc.getUTCMonth())
  if (instant < startOfMonth(month)) return previousMonth(month)
  return instant < endOfMonth(month) ? month : nextMonth(month)
}

/** The first instant of the month. */
export function startOfMonth(month: BillingMonth): Instant {
  const known = starts.get(month)
  if (known !== undefined) return known
  const index = monthIndex(month)
  const start = instantOfMs(new TZDate(Math.floor(index / 12), index % 12, 1, billingZone).getTime())
  starts.set(month, start)
  return start
}

/** The first instant after the month: intervals are half-open. */
export function endOfMonth(month: BillingMonth): Instant {
  return startOfMonth(nextMonth(month))
}

export function nextMonth(month: BillingMonth): BillingMonth {
  return addMonths(month, 1)
}

export function previousMonth(month: BillingMonth): BillingMonth {
  return addMonths(month, -1)
}

export function addMonths(month: BillingMonth, count: number): BillingMonth {
  return monthAt(monthIndex(month) + count)
}

export function laterMonth(one: BillingMonth, other: BillingMonth): BillingMonth {
  return one < other ? other : one
}

export function earlierMonth(one: BillingMonth, other: BillingMonth): BillingMonth {
  return one < other ? one : other
}

/** Every month from the first to the last, both included; empty when the last is before the first. */
export function monthsFrom(first: BillingMonth, last: BillingMonth): readonly BillingMonth[] {
  const count = monthIndex(last) - monthIndex(first) + 1
  return Array.from({ length: Math.max(0, count) }, (_, step) => addMonths(first, step))
}

const starts = new Map<BillingMonth, Instant>()

function monthIndex(month: BillingMonth): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
}

function monthAt(index: number): BillingMonth {
  const year = Math.floor(index / 12)
  return asBillingMonth(`${year}-${String((index % 12) + 1).padStart(2, '0')}`)
}

/** Guarantee: callers pass `YYYY-MM` with a month from 01 to 12. */
function asBillingMonth(text: string): BillingMonth {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the brand is made here alone
  return text as BillingMonth
}
