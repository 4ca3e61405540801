import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimal } from '../../../rules/decimal.ts'
import { formatMoney, minusMoney, moneyOf, negatedMoney, sumOfMoney, toMoney } from '../../../rules/money.ts'
import { decimals, moneys } from '../generators.ts'

const exactAmounts = fc.oneof(
  decimals(-1000, 1000, 6),
  // Exact halves of a cent.
  fc
    .integer({ min: -100_000, max: 100_000 })
    .map((cents) => decimal(cents * 10 + 5).dividedBy(decimal(1000))),
)

test('a rounded amount is the nearest cent, and of two equally near the one further from zero', () => {
  fc.assert(
    fc.property(exactAmounts, (exact) => {
      const rounded = toMoney(exact)
      const distance = rounded.minus(exact).abs()
      expect(rounded.decimalPlaces()).toBeLessThanOrEqual(2)
      expect(distance.lessThanOrEqualTo('0.005')).toBe(true)
      if (distance.equals('0.005')) expect(rounded.abs().greaterThan(exact.abs())).toBe(true)
    }),
  )
})

test('rounding a credit is the mirror of rounding a charge', () => {
  fc.assert(
    fc.property(exactAmounts, (exact) => {
      expect(formatMoney(toMoney(exact.negated()))).toBe(formatMoney(negatedMoney(toMoney(exact))))
    }),
  )
})

test('rounding again changes nothing, and money survives being written and read', () => {
  fc.assert(
    fc.property(moneys, (money) => {
      expect(toMoney(money).equals(money)).toBe(true)
      expect(moneyOf(formatMoney(money)).equals(money)).toBe(true)
    }),
  )
})

test('a sum of money is exact in any order, in whole cents', () => {
  fc.assert(
    fc.property(fc.array(moneys), fc.array(moneys), (some, others) => {
      const together = sumOfMoney([...some, ...others])
      expect(sumOfMoney([...others, ...some].toReversed()).equals(together)).toBe(true)
      expect(minusMoney(together, sumOfMoney(others)).equals(sumOfMoney(some))).toBe(true)
      expect(together.decimalPlaces()).toBeLessThanOrEqual(2)
    }),
  )
})
