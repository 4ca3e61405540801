import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimal, type Decimal } from '../../../rules/decimal.ts'
import { revenueClassOf } from '../../../rules/monthly-fee.ts'
import type { PriceList } from '../../../rules/price-list.ts'
import { decimals, priceLists } from '../generators.ts'

/** Any revenue, and revenues at and one cent around the bounds of the list. */
const listsWithRevenue = priceLists().chain((list) =>
  fc.tuple(
    fc.constant(list),
    fc.oneof(
      decimals(0, 12_000_000, 2),
      fc
        .tuple(fc.constantFrom(...list.revenueClasses), fc.constantFrom('-0.01', '0', '0.01'))
        .map(([{ bound }, step]) => bound.plus(step)),
    ),
  ),
)

/** The places that hold the revenue when each class is read alone: its index, or -1 for above the table. */
function placesOf({ revenueClasses }: PriceList, revenue: Decimal): readonly number[] {
  const inside = revenueClasses.flatMap(({ bound, boundIncluded }, index) => {
    const from = revenueClasses[index - 1]?.bound ?? decimal(0)
    const below = boundIncluded ? revenue.lessThanOrEqualTo(bound) : revenue.lessThan(bound)
    return revenue.greaterThanOrEqualTo(from) && below ? [index] : []
  })
  const last = revenueClasses.at(-1)
  const above =
    last !== undefined &&
    (last.boundIncluded ? revenue.greaterThan(last.bound) : revenue.greaterThanOrEqualTo(last.bound))
  return above ? [...inside, -1] : inside
}

test('classes tile the axis: every revenue lands in exactly one class or above the table', () => {
  fc.assert(
    fc.property(listsWithRevenue, ([list, revenue]) => {
      const places = placesOf(list, revenue)
      expect(places).toHaveLength(1)
      const found = revenueClassOf(list, revenue)
      const [place = -1] = places
      if (found.kind === 'above-listed-classes') expect(place).toBe(-1)
      else expect(found.monthlyFee).toBe(list.revenueClasses[place]?.monthlyFee)
    }),
    { numRuns: 300 },
  )
})

test('classes are adjacent: each begins at the bound where the one below ends', () => {
  fc.assert(
    fc.property(listsWithRevenue, ([list, revenue]) => {
      const found = revenueClassOf(list, revenue)
      if (found.kind !== 'class') return
      expect(found.from.lessThanOrEqualTo(revenue)).toBe(true)
      expect(revenue.lessThanOrEqualTo(found.bound)).toBe(true)
      const atItsStart = revenueClassOf(list, found.from)
      expect(atItsStart.kind === 'class' && atItsStart.bound.equals(found.bound)).toBe(true)
      if (!found.from.isZero()) {
        const below = revenueClassOf(list, found.from.minus('0.01'))
        expect(below.kind === 'class' && below.bound.equals(found.from)).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})
