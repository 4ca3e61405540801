import type { Decimal } from '../../rules/decimal.ts'
import { quotientCutToWhole } from '../../rules/rounding.ts'

/** How much of a month has passed, as a fraction, so that nothing is lost by dividing: above 0, and at most `whole`. */
export interface Pace {
  /** Microseconds. */
  readonly passed: Decimal
  readonly whole: Decimal
}

/** What a quantity comes to by the end of the month, cut to whole documents. */
export function comesTo(quantity: Decimal, { passed, whole }: Pace): Decimal {
  return quotientCutToWhole(quantity.times(whole), passed)
}
