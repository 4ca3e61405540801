import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { endOfMonth, monthOf, monthsFrom } from '../../../rules/billing-month.ts'
import { rateMonth, type CustomerFacts } from '../../../rules/rate-month.ts'
import { firstMonth, histories, lastMonth, monthsBetween, wholes } from '../generators.ts'
import { noEvents } from '../../../rules/event-set.ts'

const monthsOfHistory = monthsFrom(firstMonth, lastMonth)
const someMonth = monthsBetween(firstMonth, 6)

function bytesOf(facts: CustomerFacts, lists: Parameters<typeof rateMonth>[3], knownIn = lastMonth): string {
  return JSON.stringify(monthsOfHistory.map((month) => rateMonth(facts, month, knownIn, lists)))
}

function reversed(facts: CustomerFacts): CustomerFacts {
  return {
    ...facts,
    terms: facts.terms.toReversed(),
    revenue: facts.revenue.toReversed(),
    agreedMonthlyFees: facts.agreedMonthlyFees.toReversed(),
    transactionPrices: facts.transactionPrices.toReversed(),
    firstSuccesses: facts.firstSuccesses.toReversed(),
    usage: facts.usage.toReversed(),
  }
}

test('the same facts give the same bytes, in whatever order they are read', () => {
  fc.assert(
    fc.property(histories, ({ facts, priceLists }) => {
      const bytes = bytesOf(facts, priceLists)
      expect(bytesOf({ ...facts }, priceLists)).toBe(bytes)
      expect(bytesOf(reversed(facts), priceLists.toReversed())).toBe(bytes)
    }),
  )
})

test('charges depend on neither the order nor the batching of the usage parts', () => {
  const batched = fc.tuple(histories, wholes(1, 5))
  fc.assert(
    fc.property(batched, ([{ facts, priceLists }, first]) => {
      const split = facts.usage.flatMap((part) =>
        part.quantity.greaterThan(first)
          ? [
              { ...part, quantity: part.quantity.minus(first) },
              { ...part, quantity: first, events: noEvents },
            ]
          : [part],
      )
      expect(bytesOf({ ...facts, usage: split.toReversed() }, priceLists)).toBe(bytesOf(facts, priceLists))
    }),
  )
})

test('what becomes known later changes nothing of a month as it was known before: the basis of verify', () => {
  fc.assert(
    fc.property(histories, someMonth, ({ facts, priceLists }, knownIn) => {
      const known = <Fact extends { readonly postedIn: string }>(all: readonly Fact[]) =>
        all.filter((fact) => fact.postedIn <= knownIn)
      const thenKnown: CustomerFacts = {
        ...facts,
        terms: known(facts.terms),
        revenue: known(facts.revenue),
        agreedMonthlyFees: known(facts.agreedMonthlyFees),
        transactionPrices: known(facts.transactionPrices),
        openings: facts.openings
          .filter(({ openedAt }) => openedAt < endOfMonth(knownIn))
          .map(({ openingNumber, openedAt, closedAt }) => ({
            openingNumber,
            openedAt,
            closedAt: closedAt !== undefined && monthOf(closedAt) <= knownIn ? closedAt : undefined,
          })),
        firstSuccesses: known(facts.firstSuccesses),
        usage: known(facts.usage),
      }
      for (const month of monthsFrom(firstMonth, knownIn))
        expect(JSON.stringify(rateMonth(thenKnown, month, knownIn, priceLists))).toBe(
          JSON.stringify(rateMonth(facts, month, knownIn, priceLists)),
        )
    }),
  )
})

test('a month is either charged or held with a reason, each charge key once, no net below zero', () => {
  fc.assert(
    fc.property(histories, ({ facts, priceLists }) => {
      for (const month of monthsOfHistory) {
        const rated = rateMonth(facts, month, lastMonth, priceLists)
        if (rated.kind === 'held') {
          expect(rated.reasons.length).toBeGreaterThan(0)
          expect(new Set(rated.reasons.map((each) => each.reason)).size).toBe(rated.reasons.length)
        } else {
          expect(new Set(rated.charges.map((charge) => charge.key)).size).toBe(rated.charges.length)
          expect(rated.charges.every((charge) => !charge.net.lessThan(0))).toBe(true)
        }
      }
    }),
  )
})

test('the monthly fee is owed under separate pricing alone', () => {
  fc.assert(
    fc.property(histories, ({ facts, priceLists }) => {
      const inPackage = facts.terms.map((fact) => ({
        ...fact,
        value: { ...fact.value, pricingModel: 'package' as const },
      }))
      for (const month of monthsOfHistory) {
        const rated = rateMonth({ ...facts, terms: inPackage }, month, lastMonth, priceLists)
        if (rated.kind === 'rated')
          expect(rated.charges.map((charge) => charge.key)).not.toContain('monthly-fee')
        else expect(rated.reasons.map((each) => each.reason)).toEqual(['no-transaction-price'])
      }
    }),
  )
})
