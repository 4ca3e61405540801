import { expect, test } from 'vitest'
import { decimal } from '../../rules/decimal.ts'
import { earliestTouchedMonth } from '../../rules/touched-months.ts'
import {
  april,
  customerFacts,
  fact,
  firstSuccess,
  imports,
  instant,
  january,
  march,
  may,
} from './examples.ts'
import { moneyOf } from '../../rules/money.ts'

test('a month in which nothing became known touches nothing', () => {
  expect(earliestTouchedMonth(customerFacts(), march)).toBeUndefined()
})

test('a dated fact touches its `from`, usage its usage month, a first success the month it happened in', () => {
  const revenue = [fact(decimal(1), january, april)]
  expect(earliestTouchedMonth(customerFacts({ revenue }), april)).toBe(january)
  expect(earliestTouchedMonth(customerFacts({ usage: [imports('escan.nv', march, 1, april)] }), april)).toBe(
    march,
  )
  const firstSuccesses = [firstSuccess(1, instant('2026-03-31T23:59:59+03:00'), may)]
  expect(earliestTouchedMonth(customerFacts({ firstSuccesses }), may)).toBe(march)
})

test('a retraction touches the month of what it takes back, a manual charge its own, a hold its `from`', () => {
  const firstSuccesses = [firstSuccess(1, instant('2026-01-10T10:00:00+02:00'), january, may)]
  expect(earliestTouchedMonth(customerFacts({ firstSuccesses }), may)).toBe(january)
  expect(earliestTouchedMonth(customerFacts({ firstSuccesses }), march)).toBeUndefined()
  const manualCharges = [
    { factId: 1, usageMonth: march, postedIn: may, text: 't', net: moneyOf('1'), reason: 'r' },
  ]
  expect(earliestTouchedMonth(customerFacts({ manualCharges }), may)).toBe(march)
  const clerkHolds = [fact({ held: true, reason: 'dispute' }, january, april)]
  expect(earliestTouchedMonth(customerFacts({ clerkHolds }), april)).toBe(january)
})

test('of several the earliest counts, and only what was posted in the month', () => {
  const facts = customerFacts({
    revenue: [fact(decimal(1), january, march), fact(decimal(2), april, may)],
    usage: [imports('escan.nv', march, 1, may), imports('escan.nv', may, 1)],
  })
  expect(earliestTouchedMonth(facts, may)).toBe(march)
})
