// R5: "a line's net is rounded once, to cents, half away from zero"; VAT per rate group the same way (EN 16931
// BR-CO-17). This is the only file that rounds. Each function is named after its mode, and each call sees it.
// Tests: test/rules/rounding.test.ts, test/properties/rules/money.test.ts
import { Decimal as DecimalJs } from 'decimal.js'
import type { Decimal } from './decimal.ts'

/** Rounds to two decimals; an exact half goes away from zero: 0.005 -> 0.01, -0.005 -> -0.01. */
export function roundToCentsHalfAwayFromZero(amount: Decimal): Decimal {
  return amount.toDecimalPlaces(2, DecimalJs.ROUND_HALF_UP)
}

/** Whole blocks that hold the quantity: 21 in blocks of 10 -> 3, 20 -> 2, 0 -> 0. */
export function blocksRoundedUp(quantity: Decimal, blockSize: Decimal): Decimal {
  return quantity.dividedBy(blockSize).toDecimalPlaces(0, DecimalJs.ROUND_CEIL)
}

/** How often the divisor goes whole into the dividend, exactly: 20 by 3 -> 6, 21 by 3 -> 7, -20 by 3 -> -6. */
export function quotientCutToWhole(dividend: Decimal, divisor: Decimal): Decimal {
  return dividend.dividedToIntegerBy(divisor)
}
