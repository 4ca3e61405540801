import { expect, test } from 'vitest'
import { parseInstant, secondsAfter, type Instant } from '../../rules/instant.ts'
import { outdatedAt, parseTimestamp, parseTimestampUnix, timeRefusal } from '../../src/gateway/call-time.ts'

const noon = at('2024-01-01T12:00:00Z')
const windowSeconds = 300

function at(text: string): Instant {
  const instant = parseInstant(text)
  if (instant === undefined) throw new Error(text)
  return instant
}

test('both timestamps are read, in UTC', () => {
  expect(parseTimestamp('2024-01-01 12:00:00.000')).toBe(noon)
  expect(parseTimestamp('2024-01-01 12:00:00')).toBe(noon)
  expect(parseTimestamp('2024-01-01 12:00:00.000001')).toBe(secondsAfter(noon, 0.000001))
  expect(parseTimestampUnix('1704110400')).toBe(noon)
  expect(parseTimestamp('2024-01-01 12:00')).toBeUndefined()
})

test.each([
  [-300, undefined],
  [-300.001, 'too-early'],
  [0, undefined],
  [299.999, undefined],
  [300, 'too-old'],
])('a call is taken within the window alone: %d seconds after its timestamp', (seconds, kind) => {
  const now = secondsAfter(noon, seconds)
  expect(timeRefusal({ timestamp: noon, timestampUnix: noon }, { now, windowSeconds })?.kind).toBe(kind)
})

test('a call is outdated at the first instant at which it is too old', () => {
  const now = outdatedAt(noon, windowSeconds)
  const times = { timestamp: noon, timestampUnix: undefined }
  expect(timeRefusal(times, { now, windowSeconds })?.kind).toBe('too-old')
  expect(timeRefusal(times, { now: secondsAfter(now, -0.000001), windowSeconds })).toBeUndefined()
})

test.each([
  [0.999, 0, undefined],
  [0.999, 1, undefined],
  [0.5, -1, 'timestamps-disagree'],
  [0, 2, 'timestamps-disagree'],
])('both timestamps name the same second, or the one beside it: %d and %d', (first, second, kind) => {
  const times = { timestamp: secondsAfter(noon, first), timestampUnix: secondsAfter(noon, second) }
  expect(timeRefusal(times, { now: noon, windowSeconds })?.kind).toBe(kind)
})
