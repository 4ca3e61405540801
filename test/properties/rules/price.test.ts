import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimal, zero } from '../../../rules/decimal.ts'
import { priceOf, type Price } from '../../../rules/price.ts'
import { provePrice } from '../../../rules/prove-price.ts'
import { amounts, freeUnits, prices, quantities, tierTables, wholes } from '../generators.ts'

const graduated: fc.Arbitrary<Price> = fc.record({
  kind: fc.constant('graduated'),
  tiers: tierTables(),
  free: freeUnits,
})

test('a proved price prices every quantity without throwing, and never below zero', () => {
  fc.assert(
    fc.property(prices, quantities, (price, quantity) => {
      expect(provePrice(price)).toEqual([])
      expect(priceOf(price, quantity).amount.isNegative()).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('the steps add up: units times unit plus flat is the amount, and all units are in them', () => {
  fc.assert(
    fc.property(prices, quantities, (price, quantity) => {
      const { amount, steps } = priceOf(price, quantity)
      for (const step of steps)
        expect(decimal(step.units).times(step.unit).plus(step.flat).toFixed()).toBe(step.amount)
      expect(steps.reduce((sum, step) => sum.plus(step.amount), zero).equals(amount)).toBe(true)
      const units = steps.reduce((sum, step) => sum.plus(step.units), zero)
      if (price.kind !== 'package') expect(units.equals(quantity)).toBe(true)
    }),
  )
})

test('more usage never costs less: per unit, package and graduated', () => {
  const monotone = prices.filter((price) => price.kind !== 'volume')
  fc.assert(
    fc.property(monotone, quantities, wholes(0, 300), (price, quantity, more) => {
      const before = priceOf(price, quantity).amount
      expect(priceOf(price, quantity.plus(more)).amount.greaterThanOrEqualTo(before)).toBe(true)
    }),
  )
})

test('graduated is continuous at its bounds where flats are zero: one more unit costs one unit price', () => {
  fc.assert(
    fc.property(tierTables(fc.constant(zero)), (tiers) => {
      const price: Price = { kind: 'graduated', tiers, free: zero }
      for (const [index, { upTo, unit }] of tiers.entries()) {
        if (upTo === undefined) continue
        const atBound = priceOf(price, upTo).amount
        expect(atBound.minus(priceOf(price, upTo.minus(1)).amount).equals(unit)).toBe(true)
        const next = tiers[index + 1]?.unit ?? zero
        expect(priceOf(price, upTo.plus(1)).amount.minus(atBound).equals(next)).toBe(true)
      }
    }),
  )
})

test('a single open tier without flat is the same as per unit, graduated and volume', () => {
  fc.assert(
    fc.property(amounts, freeUnits, quantities, (unit, free, quantity) => {
      const expected = priceOf({ kind: 'per-unit', unit, free }, quantity).amount
      for (const kind of ['graduated', 'volume'] as const) {
        const price: Price = { kind, tiers: [{ upTo: undefined, unit, flat: zero }], free }
        expect(priceOf(price, quantity).amount.equals(expected)).toBe(true)
      }
    }),
  )
})

test('packages of one are the same as per unit', () => {
  fc.assert(
    fc.property(amounts, freeUnits, quantities, (unit, free, quantity) => {
      const blocks: Price = { kind: 'package', size: decimal(1), price: unit, free }
      const expected = priceOf({ kind: 'per-unit', unit, free }, quantity).amount
      expect(priceOf(blocks, quantity).amount.equals(expected)).toBe(true)
    }),
  )
})

test('within the first tier, graduated and volume cost the same', () => {
  fc.assert(
    fc.property(tierTables(), quantities, (tiers, quantity) => {
      const bound = tiers[0]?.upTo
      const inside = bound === undefined || quantity.lessThanOrEqualTo(bound) ? quantity : bound
      const [one, other] = (['graduated', 'volume'] as const).map(
        (kind) => priceOf({ kind, tiers, free: zero }, inside).amount,
      )
      expect(one?.equals(other ?? -1)).toBe(true)
    }),
  )
})

test('free units shift: a quantity with free units costs what the rest costs without', () => {
  fc.assert(
    fc.property(prices, quantities, (price, quantity) => {
      const withoutFree = { ...price, free: zero }
      const rest = quantity.lessThan(price.free) ? zero : quantity.minus(price.free)
      expect(priceOf(price, quantity).amount.equals(priceOf(withoutFree, rest).amount)).toBe(true)
    }),
  )
})

test('graduated agrees with another way to count: every unit priced alone by the tier it falls in', () => {
  fc.assert(
    fc.property(graduated, wholes(0, 120), (price, quantity) => {
      if (price.kind !== 'graduated') return
      let expected = zero
      let reached = -1
      for (let unit = 1; unit <= quantity.minus(price.free).toNumber(); unit += 1) {
        const index = price.tiers.findIndex(
          (tier) => tier.upTo === undefined || tier.upTo.greaterThanOrEqualTo(unit),
        )
        const tier = price.tiers[index]
        expected = expected.plus(tier?.unit ?? -1).plus(index > reached ? (tier?.flat ?? -1) : 0)
        reached = index
      }
      expect(priceOf(price, quantity).amount.equals(expected)).toBe(true)
    }),
    { numRuns: 50 },
  )
})
