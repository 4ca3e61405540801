import { expect, test } from 'vitest'
import { decimal } from '../../rules/decimal.ts'
import { earliestTouchedMonth } from '../../rules/touched-months.ts'
import { april, customerFacts, fact, imports, instant, january, march, may } from './examples.ts'

const openedAt = instant('2026-01-03T09:00:00+02:00')

test('a month in which nothing became known touches nothing', () => {
  expect(earliestTouchedMonth(customerFacts(), march)).toBeUndefined()
})

test('a dated fact touches its `from`, usage its usage month, a first success the month it happened in', () => {
  const revenue = [fact(decimal(1), january, april)]
  expect(earliestTouchedMonth(customerFacts({ revenue }), april)).toBe(january)
  expect(earliestTouchedMonth(customerFacts({ usage: [imports('escan.nv', march, 1, april)] }), april)).toBe(
    march,
  )
  const firstSuccesses = [{ openedAt, postedIn: may, at: instant('2026-03-31T23:59:59+03:00') }]
  expect(earliestTouchedMonth(customerFacts({ firstSuccesses }), may)).toBe(march)
})

test('of several the earliest counts, and only what was posted in the month', () => {
  const facts = customerFacts({
    revenue: [fact(decimal(1), january, march), fact(decimal(2), april, may)],
    usage: [imports('escan.nv', march, 1, may), imports('escan.nv', may, 1)],
  })
  expect(earliestTouchedMonth(facts, may)).toBe(march)
})
