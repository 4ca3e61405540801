import { expect, test } from 'vitest'
import {
  addMonths,
  billingMonth,
  earlierMonth,
  endOfMonth,
  laterMonth,
  monthOf,
  monthsFrom,
  nextMonth,
  parseBillingMonth,
  previousMonth,
  startOfMonth,
} from '../../rules/billing-month.ts'
import { formatInstant } from '../../rules/instant.ts'
import { april, instant, january, march } from './examples.ts'

test('this suite really runs in the time zone that its project names', () => {
  const zone = process.env['TZ'] ?? 'no zone'
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
  const expectedHour = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric' }).format(0)
  expect(new Date(0).getHours()).toBe(Number(expectedHour))
})

test.each([
  ['2024-09', '2024-08-31T21:00:00Z'],
  ['2026-01', '2025-12-31T22:00:00Z'],
  ['2026-03', '2026-02-28T22:00:00Z'],
  ['2026-04', '2026-03-31T21:00:00Z'],
  ['2026-11', '2026-10-31T22:00:00Z'],
])('month %s starts at midnight in Helsinki: %s', (month, start) => {
  expect(formatInstant(startOfMonth(billingMonth(month)))).toBe(start)
})

test.each([
  ['2026-03', 743],
  ['2026-10', 745],
  ['2026-01', 744],
  ['2026-04', 720],
  ['2024-02', 696],
  ['2026-02', 672],
])('month %s has %i hours', (month, hours) => {
  const lengthSeconds = (endOfMonth(billingMonth(month)) - startOfMonth(billingMonth(month))) / 1_000_000
  expect(lengthSeconds / 3600).toBe(hours)
})

test.each([
  ['2026-03-31T23:59:59.999999+03:00', '2026-03'],
  ['2026-04-01T00:00:00+03:00', '2026-04'],
  ['2025-12-31T21:59:59.999999Z', '2025-12'],
  ['2025-12-31T22:00:00Z', '2026-01'],
  ['2024-08-31T21:00:00Z', '2024-09'],
  ['2026-03-29T03:00:00+02:00', '2026-03'],
  ['1970-01-01T00:00:00Z', '1970-01'],
  ['2199-12-31T21:59:59Z', '2199-12'],
])('an instant belongs to the half-open Helsinki month that holds it: %s in %s', (at, month) => {
  expect(monthOf(instant(at))).toBe(month)
})

test.each([
  '2026-1',
  '2026-00',
  '2026-13',
  '1969-12',
  '2200-01',
  '202603',
  '2026-03-01',
  ' 2026-03',
  '2026-03\n',
  '',
])('what is not a month is refused: %j', (text) => {
  expect(parseBillingMonth(text)).toBeUndefined()
  expect(() => billingMonth(text)).toThrow('broken invariant')
})

test('months go over the end of the year and back', () => {
  expect(nextMonth(billingMonth('2025-12'))).toBe('2026-01')
  expect(previousMonth(january)).toBe('2025-12')
  expect(addMonths(january, -13)).toBe('2024-12')
  expect(addMonths(january, 25)).toBe('2028-02')
})

test('months compare as they are written', () => {
  expect(laterMonth(march, april)).toBe(april)
  expect(laterMonth(april, march)).toBe(april)
  expect(earlierMonth(march, april)).toBe(march)
  expect(billingMonth('2025-12') < january).toBe(true)
})

test('a range of months holds both ends, and nothing when it runs backwards', () => {
  expect(monthsFrom(billingMonth('2025-11'), billingMonth('2026-02'))).toEqual([
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
  ])
  expect(monthsFrom(march, march)).toEqual([march])
  expect(monthsFrom(april, march)).toEqual([])
})
