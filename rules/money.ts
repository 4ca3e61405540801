// Money is an amount of euros in whole cents (R5). It can only be made by rounding or by reading whole cents, so a
// sum of money never needs rounding again. Tests: test/rules/money.test.ts, test/properties/rules/money.test.ts
import { decimal, type Decimal } from './decimal.ts'
import { roundToCentsHalfAwayFromZero } from './rounding.ts'

declare const moneyBrand: unique symbol

/** Euros in whole cents; negative on credit notes. */
export type Money = Decimal & { readonly [moneyBrand]: 'Money' }

/** The amount rounded once, half away from zero. */
export function toMoney(amount: Decimal): Money {
  return asMoney(roundToCentsHalfAwayFromZero(amount))
}

/** Reads stored or written cents such as `39.00`; breaking the invariant of whole cents is a bug and throws. */
export function moneyOf(text: string): Money {
  const amount = decimal(text)
  if (amount.decimalPlaces() > 2) throw new RangeError(`broken invariant: ${text} is not whole cents`)
  return asMoney(amount)
}

export const noMoney: Money = moneyOf('0')

export function sumOfMoney(amounts: readonly Money[]): Money {
  return asMoney(amounts.reduce((sum: Decimal, amount) => sum.plus(amount), noMoney))
}

export function minusMoney(one: Money, other: Money): Money {
  return asMoney(one.minus(other))
}

export function smallerMoney(one: Money, other: Money): Money {
  return one.lessThan(other) ? one : other
}

export function negatedMoney(amount: Money): Money {
  return asMoney(amount.negated())
}

/** Always two decimals: `39.00`, `-341.00`, `0.00` (never `-0.00`). */
export function formatMoney(amount: Money): string {
  return amount.isZero() ? '0.00' : amount.toFixed(2)
}

/** Guarantee: the amount has at most two decimals (sums and differences of cents are cents). */
function asMoney(amount: Decimal): Money {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the brand is made here alone
  return amount as Money
}
