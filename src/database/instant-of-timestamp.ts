import { parseInstant, type Instant } from '../../rules/instant.ts'

/** Reads PostgreSQL's text of a timestamptz in a UTC session: `2026-03-10 08:00:00.123456+00`. */
export function instantOfTimestamp(text: string): Instant {
  const instant = parseInstant(`${text.replace(' ', 'T').replace(/\+00$/, '')}Z`)
  if (instant === undefined) throw new RangeError(`broken invariant: ${text} is not a UTC timestamp`)
  return instant
}
