import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  endOfMonth,
  monthOf,
  monthsFrom,
  startOfMonth,
  type BillingMonth,
} from '../../../rules/billing-month.ts'
import { billingSpans, spanCovering } from '../../../rules/billing-span.ts'
import type { Instant } from '../../../rules/instant.ts'
import { rateMonth } from '../../../rules/rate-month.ts'
import {
  firstMonth,
  histories,
  instantsIn,
  lastMonth,
  monthsBetween,
  withEvents,
  type History,
} from '../generators.ts'

const monthsOfHistory = monthsFrom(firstMonth, lastMonth)

test('a month is billable exactly when an opening had its first success by its end and was not closed before it', () => {
  fc.assert(
    fc.property(histories, ({ facts }) => {
      const spans = billingSpans(facts.openings, facts.firstSuccesses, lastMonth)
      for (const month of monthsOfHistory) {
        const billable = facts.openings.some(
          ({ openingNumber, closedAt }) =>
            facts.firstSuccesses.some(
              (each) => each.openingNumber === openingNumber && each.at < endOfMonth(month),
            ) &&
            (closedAt === undefined || closedAt >= startOfMonth(month)),
        )
        expect(spanCovering(spans, month) !== undefined).toBe(billable)
      }
    }),
  )
})

test('a month is owed at most one monthly fee, whatever is opened and closed inside it', () => {
  fc.assert(
    fc.property(histories, ({ facts, priceLists }) => {
      for (const month of monthsOfHistory) {
        const rated = rateMonth(facts, month, lastMonth, priceLists)
        const charges = rated.kind === 'rated' ? rated.charges : []
        const fees = charges.filter((charge) => charge.key === 'monthly-fee')
        expect(fees.length).toBeLessThanOrEqual(1)
        expect(fees.every((fee) => fee.quantity.equals(1))).toBe(true)
      }
    }),
  )
})

test('no success, no charge and no hold: opened, called in vain, used through other channels', () => {
  fc.assert(
    fc.property(histories, fc.boolean(), ({ facts, events, priceLists }, failing) => {
      const inVain = events.map((event) =>
        failing ? { ...event, outcome: 'failed' as const } : { ...event, channel: 'smart-excel' as const },
      )
      const quiet = withEvents(facts, inVain)
      for (const month of monthsOfHistory)
        expect(rateMonth(quiet, month, lastMonth, priceLists)).toEqual({ kind: 'rated', charges: [] })
    }),
  )
})

test('closing on any day of a month, from its first instant to its last, costs the same', () => {
  const closings = monthsBetween(firstMonth, 6).chain((month) =>
    fc.record({ month: fc.constant(month), one: instantsIn(month), other: instantsIn(month) }),
  )
  fc.assert(
    fc.property(histories, closings, (history, { month, one, other }) => {
      expect(costWhenClosedAt(history, month, one)).toEqual(costWhenClosedAt(history, month, other))
    }),
  )
})

/** What every month costs with the API open from the start to the closing, called in earlier months only. */
function costWhenClosedAt({ facts, events, priceLists }: History, month: BillingMonth, closedAt: Instant) {
  const earlier = events.filter((event) => monthOf(event.at) < month)
  const closed = withEvents(
    { ...facts, openings: [{ openingNumber: 1, openedAt: startOfMonth(firstMonth), closedAt }] },
    earlier,
  )
  return monthsOfHistory.map((each) => rateMonth(closed, each, lastMonth, priceLists))
}
