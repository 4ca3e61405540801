import { parseInstant, secondsAfter, type Instant } from '../../rules/instant.ts'
import type { ProtocolRefusal } from './gateway-refusal.ts'

/** A client may read its clock twice, and round one of the readings. */
const disagreementSecondsMax = 1

/** `YYYY-MM-DD HH:MM:SS.mmm` in UTC, with up to six fraction digits or none; undefined when it is not one. */
export function parseTimestamp(text: string): Instant | undefined {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?$/.test(text)
    ? parseInstant(`${text.replace(' ', 'T')}Z`)
    : undefined
}

/** Whole seconds since 1970, in digits; undefined when it is not one. */
export function parseTimestampUnix(text: string): Instant | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined
  return parseInstant(`${new Date(Number(text) * 1000).toISOString().slice(0, 19)}Z`)
}

/**
 * Undefined when a call of that timestamp may be taken at `now`: less than `windowSeconds` have passed, and it is no more
 * than that ahead. A second timestamp must name the same second, or one beside it.
 */
export function timeRefusal(
  { timestamp, timestampUnix }: { readonly timestamp: Instant; readonly timestampUnix: Instant | undefined },
  { now, windowSeconds }: { readonly now: Instant; readonly windowSeconds: number },
): ProtocolRefusal | undefined {
  if (
    timestampUnix !== undefined &&
    Math.abs(timestampUnix - timestamp) > disagreementSecondsMax * microseconds
  )
    return { kind: 'timestamps-disagree' }
  if (now >= outdatedAt(timestamp, windowSeconds)) return { kind: 'too-old', windowSeconds }
  if (timestamp > secondsAfter(now, windowSeconds)) return { kind: 'too-early', windowSeconds }
  return undefined
}

/** From here on a call of that timestamp is refused, so its MAC need not be remembered any longer. */
export function outdatedAt(timestamp: Instant, windowSeconds: number): Instant {
  return secondsAfter(timestamp, windowSeconds)
}

const microseconds = 1_000_000
