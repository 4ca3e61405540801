import { expect, test } from 'vitest'
import { formatInstant, instantOfMs, msOfInstant, parseInstant, secondsAfter } from '../../rules/instant.ts'
import { instant } from './examples.ts'

test('the same moment written with different offsets is one instant', () => {
  const written = ['2026-03-10T10:00:00+02:00', '2026-03-10T08:00:00Z', '2026-03-10t03:30:00.000000-04:30']
  expect(new Set(written.map(parseInstant)).size).toBe(1)
  expect(formatInstant(instant('2026-03-10T10:00:00+02:00'))).toBe('2026-03-10T08:00:00Z')
})

test.each([
  ['2026-03-10T08:00:00.000001Z', '2026-03-10T08:00:00.000001Z'],
  ['2026-03-10T08:00:00.100Z', '2026-03-10T08:00:00.1Z'],
  ['2026-03-10T08:00:00.9999999999Z', '2026-03-10T08:00:00.999999Z'],
  ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59Z'],
  ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00Z'],
  ['1970-01-01T00:00:00.5Z', '1970-01-01T00:00:00.5Z'],
  ['2199-12-31T23:59:59.999999+02:00', '2199-12-31T21:59:59.999999Z'],
])('digits finer than a microsecond are cut, no others are lost: %s', (text, written) => {
  expect(formatInstant(instant(text))).toBe(written)
})

test.each([
  '2026-03-10',
  '2026-03-10T10:00:00',
  '2026-03-10 10:00:00Z',
  '2026-3-10T10:00:00Z',
  '2026-02-29T10:00:00Z',
  '2100-02-29T10:00:00Z',
  '2026-04-31T10:00:00Z',
  '2026-00-10T10:00:00Z',
  '2026-13-10T10:00:00Z',
  '2026-03-00T10:00:00Z',
  '2026-03-10T24:00:00Z',
  '2026-03-10T10:60:00Z',
  '2026-03-10T10:00:00+24:00',
  '2026-03-10T10:00:00+02:60',
  '1969-12-31T23:59:59Z',
  '0070-06-01T00:00:00Z',
  '2026-03-10T10:00:00.Z',
  '2026-03-10T10:00:00Z\n',
  ' 2026-03-10T10:00:00Z',
  '',
])('what is not an RFC 3339 instant is refused, never guessed: %j', (text) => {
  expect(parseInstant(text)).toBeUndefined()
})

test('a leap second is refused (decided)', () => {
  expect(parseInstant('2016-12-31T23:59:60Z')).toBeUndefined()
})

test('every instant that can be read lies in a month that can be written', () => {
  expect(parseInstant('2200-01-01T00:00:00+02:00')).toBeUndefined()
  expect(parseInstant('2200-12-31T23:59:59Z')).toBeUndefined()
  expect(parseInstant('1970-01-01T00:00:00+14:00')).toBeUndefined()
})

test('milliseconds come back as they went in; finer digits are cut downwards', () => {
  expect(msOfInstant(instantOfMs(1_773_129_600_123))).toBe(1_773_129_600_123)
  expect(msOfInstant(secondsAfter(instantOfMs(5), 0.0009))).toBe(5)
  expect(msOfInstant(secondsAfter(instantOfMs(0), -0.0001))).toBe(-1)
})

test('seconds later and earlier are exact to the microsecond', () => {
  const noon = instant('2026-03-10T12:00:00Z')
  expect(formatInstant(secondsAfter(noon, 0.000001))).toBe('2026-03-10T12:00:00.000001Z')
  expect(formatInstant(secondsAfter(noon, -0.000001))).toBe('2026-03-10T11:59:59.999999Z')
})
