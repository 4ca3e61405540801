import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  laterMonth,
  monthOf,
  monthsFrom,
  previousMonth,
  type BillingMonth,
} from '../../../rules/billing-month.ts'
import type { DatedFact } from '../../../rules/dated-series.ts'
import { differenceLines, type BilledCharge, type DifferenceLine } from '../../../rules/difference.ts'
import { formatMoney, minusMoney, sumOfMoney } from '../../../rules/money.ts'
import { rateMonth, type CustomerFacts, type RatedMonth } from '../../../rules/rate-month.ts'
import { earliestTouchedMonth } from '../../../rules/touched-months.ts'
import { firstMonth, histories, lastMonth, withEvents, type History } from '../generators.ts'
import { noEvents } from '../../../rules/event-set.ts'

const monthsOfHistory = monthsFrom(firstMonth, lastMonth)

/** Every run in month order, as R8 says: what is owed now minus what was billed; held months keep what was billed. */
function allRuns({ facts, priceLists }: History): readonly DifferenceLine[] {
  const issued: DifferenceLine[] = []
  for (const billingMonth of monthsOfHistory)
    for (const usageMonth of monthsFrom(firstMonth, billingMonth)) {
      const rated = rateMonth(facts, usageMonth, billingMonth, priceLists)
      if (rated.kind === 'rated') issued.push(...differenceLines(usageMonth, rated.charges, billedBy(issued)))
    }
  return issued
}

function billedBy(issued: readonly DifferenceLine[]): readonly BilledCharge[] {
  const keys = Map.groupBy(issued, (line) => `${line.usageMonth} ${line.key}`)
  return [...keys.values()].flatMap((lines) =>
    lines.slice(0, 1).map(({ usageMonth, key, quantity }) => ({
      usageMonth,
      key,
      quantity: lines.slice(1).reduce((sum, line) => sum.plus(line.quantity), quantity),
      net: sumOfMoney(lines.map((line) => line.net)),
      events: lines.at(-1)?.events.after ?? noEvents,
    })),
  )
}

/** Net by charge, without charges of nothing. */
function netsOf(charges: readonly Pick<BilledCharge, 'key' | 'net'>[]): Readonly<Record<string, string>> {
  const nonZero = charges.filter((charge) => !charge.net.isZero())
  return Object.fromEntries(nonZero.map((charge) => [charge.key, formatMoney(charge.net)]))
}

function owed(rated: RatedMonth): Readonly<Record<string, string>> | 'held' {
  return rated.kind === 'held' ? 'held' : netsOf(rated.charges)
}

function inTime<Fact extends DatedFact<unknown>>(fact: Fact): Fact {
  return { ...fact, postedIn: laterMonth(fact.from, firstMonth) }
}

/** The same history had everything been known in time: each fact in its own month. */
function onTime({ facts, events }: History): CustomerFacts {
  const known = {
    ...facts,
    revenue: facts.revenue.map((fact) => inTime(fact)),
    agreedMonthlyFees: facts.agreedMonthlyFees.map((fact) => inTime(fact)),
    transactionPrices: facts.transactionPrices.map((fact) => inTime(fact)),
  }
  return withEvents(
    known,
    events.map((event) => ({ ...event, postedIn: monthOf(event.at) })),
  )
}

test('original + adjustments = what all the facts together owe, by usage month and charge', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const billed = billedBy(allRuns(history))
      for (const month of monthsOfHistory) {
        const now = owed(rateMonth(history.facts, month, lastMonth, history.priceLists))
        if (now !== 'held') expect(netsOf(billed.filter((part) => part.usageMonth === month))).toEqual(now)
      }
    }),
    { numRuns: 150 },
  )
})

test('a month billed and then held keeps what was billed: its last rating that was not held', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const billed = billedBy(allRuns(history))
      for (const month of monthsOfHistory) {
        const ratings = monthsFrom(month, lastMonth).map((knownIn) =>
          owed(rateMonth(history.facts, month, knownIn, history.priceLists)),
        )
        const kept = ratings.findLast((rating) => rating !== 'held') ?? {}
        expect(netsOf(billed.filter((part) => part.usageMonth === month))).toEqual(kept)
      }
    }),
    { numRuns: 100 },
  )
})

test('late facts settle to the on-time bill: what every month would have cost had all been known in time', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const punctual = onTime(history)
      for (const month of monthsOfHistory)
        expect(owed(rateMonth(history.facts, month, lastMonth, history.priceLists))).toEqual(
          owed(rateMonth(punctual, month, month, history.priceLists)),
        )
    }),
    { numRuns: 150 },
  )
})

test('a line is what it says: after minus before, with before what earlier documents add up to, and never zero', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const issued = allRuns(history)
      for (const [index, line] of issued.entries()) {
        expect(line.net.equals(minusMoney(line.after.net, line.before.net))).toBe(true)
        expect(line.quantity.equals(line.after.quantity.minus(line.before.quantity))).toBe(true)
        expect(line.net.isZero()).toBe(false)
        const earlier = issued
          .slice(0, index)
          .filter((each) => each.key === line.key && each.usageMonth === line.usageMonth)
        expect(line.before.net.equals(sumOfMoney(earlier.map((each) => each.net)))).toBe(true)
      }
    }),
    { numRuns: 100 },
  )
})

test('a run repeated has nothing left to bill', () => {
  fc.assert(
    fc.property(histories, ({ facts, priceLists }) => {
      const ratings: readonly (readonly [BillingMonth, RatedMonth])[] = monthsOfHistory.map((month) => [
        month,
        rateMonth(facts, month, lastMonth, priceLists),
      ])
      for (const [month, rated] of ratings) {
        const charges = rated.kind === 'rated' ? rated.charges : []
        const once = differenceLines(month, charges, [])
        expect(differenceLines(month, charges, billedBy(once))).toEqual([])
      }
    }),
  )
})

test('a month before the earliest one that a new fact touches is owed what it was owed the month before', () => {
  fc.assert(
    fc.property(histories, ({ facts, priceLists }) => {
      for (const billingMonth of monthsOfHistory.slice(1)) {
        const before = previousMonth(billingMonth)
        const touched = earliestTouchedMonth(facts, billingMonth) ?? billingMonth
        const untouched = monthsFrom(firstMonth, before).filter((month) => month < touched)
        for (const month of untouched)
          expect(owed(rateMonth(facts, month, billingMonth, priceLists))).toEqual(
            owed(rateMonth(facts, month, before, priceLists)),
          )
      }
    }),
  )
})
