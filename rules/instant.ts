// Instants are RFC 3339 on the outside and whole microseconds since 1970 inside: PostgreSQL's precision, exact in
// a JavaScript number until the year 2255. Decided: digits finer than a microsecond are cut; a leap second is
// refused, and so is what lies outside the months that can be written, 1970-01 to 2199-12.
// Tests: test/rules/instant.test.ts, test/properties/rules/instant.test.ts

declare const instantBrand: unique symbol

/** A point in time, in whole microseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly [instantBrand]: 'Instant' }

const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,12}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/

/** The end of 2199 in Helsinki. */
const endSeconds = Date.UTC(2199, 11, 31, 22) / 1000

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Reads an RFC 3339 instant with its offset, such as `2026-03-10T10:00:00+02:00`; undefined when it is not one. */
export function parseInstant(text: string): Instant | undefined {
  const parts = rfc3339.exec(text)
  if (parts === null) return undefined
  const year = Number(parts[1])
  const month = Number(parts[2])
  const day = Number(parts[3])
  const hour = Number(parts[4])
  const minute = Number(parts[5])
  const second = Number(parts[6])
  const leapDay = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0
  if (year < 1970 || year > 2200 || month < 1 || month > 12) return undefined
  if (day < 1 || day > (daysInMonth[month - 1] ?? 0) + leapDay) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const offsetHours = Number(parts[9] ?? 0)
  const offsetMinutes = Number(parts[10] ?? 0)
  if (offsetHours > 23 || offsetMinutes > 59) return undefined
  const offset = (parts[8] === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes)
  const wholeSeconds = Date.UTC(year, month - 1, day, hour, minute - offset, second) / 1000
  if (wholeSeconds < 0 || wholeSeconds >= endSeconds) return undefined
  const microseconds = Number((parts[7] ?? '').slice(0, 6).padEnd(6, '0'))
  return asInstant(wholeSeconds * 1_000_000 + microseconds)
}

/** The instant of a JavaScript time value in milliseconds. */
export function instantOfMs(milliseconds: number): Instant {
  return asInstant(Math.trunc(milliseconds * 1000))
}

/** Milliseconds since 1970, finer digits cut. */
export function msOfInstant(instant: Instant): number {
  return Math.floor(instant / 1000)
}

/** The instant `seconds` later; negative seconds go back. */
export function secondsAfter(instant: Instant, seconds: number): Instant {
  return asInstant(instant + Math.round(seconds * 1_000_000))
}

/** RFC 3339 in UTC, with as many fraction digits as the instant has: `2026-03-10T08:00:00Z`, `…00.000001Z`. */
export function formatInstant(instant: Instant): string {
  const seconds = new Date(msOfInstant(instant)).toISOString().slice(0, 19)
  const microseconds = instant - Math.floor(instant / 1_000_000) * 1_000_000
  const fraction = microseconds.toString().padStart(6, '0').replace(/0+$/, '')
  return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`
}

/** Guarantee: callers pass whole microseconds within the safe integers. */
function asInstant(microseconds: number): Instant {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the brand is made here alone
  return microseconds as Instant
}
