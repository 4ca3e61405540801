import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addMonths,
  endOfMonth,
  monthOf,
  monthsFrom,
  nextMonth,
  parseBillingMonth,
  previousMonth,
  startOfMonth,
} from '../../../rules/billing-month.ts'
import { msOfInstant } from '../../../rules/instant.ts'
import { instants, instantsIn, months } from '../generators.ts'

const helsinki = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Helsinki',
  year: 'numeric',
  month: '2-digit',
})

test('every instant lies in exactly the month that names it, whatever the time zone of the machine', () => {
  fc.assert(
    fc.property(instants, (instant) => {
      const month = monthOf(instant)
      expect(startOfMonth(month)).toBeLessThanOrEqual(instant)
      expect(instant).toBeLessThan(endOfMonth(month))
    }),
    { numRuns: 300 },
  )
})

test('another calendar (Intl, Europe/Helsinki) gives every instant the same month', () => {
  fc.assert(
    fc.property(instants, (instant) => {
      const parts = helsinki.formatToParts(msOfInstant(instant))
      const part = (type: string) => parts.find((each) => each.type === type)?.value
      expect(monthOf(instant)).toBe(`${part('year')}-${part('month')}`)
    }),
    { numRuns: 300 },
  )
})

test('every instant of a month is of that month, its first and last microsecond too', () => {
  const monthWithInstant = months.chain((month) => fc.tuple(fc.constant(month), instantsIn(month)))
  fc.assert(
    fc.property(monthWithInstant, ([month, instant]) => {
      expect(monthOf(instant)).toBe(month)
    }),
  )
})

test('months tile time: a month ends where the next one starts, after 671 to 745 hours', () => {
  fc.assert(
    fc.property(months, (month) => {
      expect(endOfMonth(month)).toBe(startOfMonth(nextMonth(month)))
      const hours = (endOfMonth(month) - startOfMonth(month)) / 3_600_000_000
      expect(hours).toBeGreaterThanOrEqual(671)
      expect(hours).toBeLessThanOrEqual(745)
    }),
  )
})

test('month arithmetic goes there and back, and written months sort as they follow', () => {
  fc.assert(
    fc.property(months, fc.integer({ min: -120, max: 120 }), (month, count) => {
      const other = addMonths(month, count)
      expect(addMonths(other, -count)).toBe(month)
      expect(parseBillingMonth(other)).toBe(other)
      expect(other < month).toBe(count < 0)
      expect(previousMonth(nextMonth(month))).toBe(month)
      expect(monthsFrom(month, other)).toHaveLength(Math.max(0, count + 1))
    }),
  )
})
