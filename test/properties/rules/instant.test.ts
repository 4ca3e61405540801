import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatInstant, instantOfMs, parseInstant } from '../../../rules/instant.ts'
import { instants } from '../generators.ts'

test('an instant survives being written and read, to the microsecond', () => {
  fc.assert(
    fc.property(instants, (instant) => {
      expect(parseInstant(formatInstant(instant))).toBe(instant)
    }),
  )
})

test('the engine reads an instant as JavaScript does, to the millisecond', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1970-02-01'), max: new Date('2199-11-30'), noInvalidDate: true }),
      fc.integer({ min: -14 * 60, max: 14 * 60 }),
      (date, offsetMinutes) => {
        const local = new Date(date.getTime() + offsetMinutes * 60_000).toISOString().slice(0, -1)
        const minutes = Math.abs(offsetMinutes)
        const offset = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'))
        const text = `${local}${offsetMinutes < 0 ? '-' : '+'}${offset.join(':')}`
        expect(parseInstant(text)).toBe(new Date(text).getTime() * 1000)
      },
    ),
  )
})

// The grammar as RFC 3339 writes it, and JavaScript's calendar; parseInstant reads by position instead.
const rfc3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,12}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/

function byGrammar(text: string): number | undefined {
  const [, date = '', hour, minute, second, fraction = '', sign, ...zone] = rfc3339.exec(text) ?? []
  const midnight = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return undefined
  const [zoneHours, zoneMinutes] = zone.map((digits) => Number(digits ?? 0))
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  if (Number(zoneHours) > 23 || Number(zoneMinutes) > 59) return undefined
  const east = (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes))
  const seconds = midnight / 1000 + Number(hour) * 3600 + (Number(minute) - east) * 60 + Number(second)
  if (seconds < 0 || seconds >= Date.parse('2199-12-31T22:00:00Z') / 1000) return undefined
  return seconds * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, '0'))
}

test('every text is read as the grammar and the calendar say, also texts that are almost an instant', () => {
  const year = fc.oneof(
    fc.constantFrom('1969', '1970', '2000', '2100', '2199', '2200', '2201'),
    fc.integer({ min: 1960, max: 2210 }).map(String),
  )
  const fraction = fc.stringMatching(/^(?:\.\d{0,13})?$/)
  const zone = fc.oneof(
    fc.constantFrom('Z', 'z', '+00:00', '-00:00', '+02:00', '', '+0200', '+02'),
    fc
      .tuple(fc.constantFrom('+', '-'), two(25), two(61))
      .map(([sign, hour, minute]) => `${sign}${hour}:${minute}`),
  )
  const written = fc
    .tuple(year, two(13), two(32), fc.constantFrom('T', 't', ' '), two(25), two(61), two(61), fraction, zone)
    .map(([y, m, d, t, h, min, s, f, z]) => `${y}-${m}-${d}${t}${h}:${min}:${s}${f}${z}`)
  const spoilt = fc
    .tuple(
      written,
      fc.nat({ max: 34 }),
      fc.nat({ max: 1 }),
      fc.constantFrom('', '0', '9', ':', '-', '.', 'Z', ' ', '\n', '\u0660'),
    )
    .map(([text, at, cut, instead]) => text.slice(0, at) + instead + text.slice(at + cut))
  const plain = fc.integer({ min: 0, max: Date.UTC(2200, 0, 2) }).map((ms) => new Date(ms).toISOString())
  fc.assert(
    fc.property(fc.oneof(written, spoilt, plain, fc.string()), (text) => {
      expect(parseInstant(text)).toBe(byGrammar(text))
    }),
    { numRuns: 3000 },
  )
  expect(parseInstant('1970-01-01T00:00:00Z')).toBe(instantOfMs(0))
  expect(parseInstant('1969-12-31T22:00:00-02:00')).toBe(instantOfMs(0))
})

function two(most: number): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max: most }).map((whole) => String(whole).padStart(2, '0'))
}
