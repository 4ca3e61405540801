// Decimal arithmetic throughout; `number` never holds money (R5, decided). One decimal.js constructor of our own:
// 100 significant digits keep every product and sum of allowed inputs exact, and no exponent is ever written.
// Tests: test/rules/decimal.test.ts
import { Decimal as DecimalJs } from 'decimal.js'

/** An exact decimal number. */
export type Decimal = DecimalJs

const Exact = DecimalJs.clone({
  precision: 100,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -200,
  toExpPos: 200,
})

/** A decimal from text that is known to be one (`"0.25"`), a safe whole number, or a decimal. */
export function decimal(value: string | number | Decimal): Decimal {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError(`broken invariant: ${value} is not a safe whole number; pass decimals as text`)
  return new Exact(value)
}

export const zero: Decimal = decimal(0)

/** What a decimal in a file or a request may look like. */
export interface DecimalShape {
  readonly integerDigits: number
  readonly fractionDigits: number
}

/** Reads plain decimal digits such as `39.00` or `-1.5`; undefined for anything else or beyond the shape. */
export function parseDecimal(text: string, shape: DecimalShape): Decimal | undefined {
  const parts = /^-?(\d{1,40})(?:\.(\d{1,40}))?$/.exec(text)
  if (parts === null) return undefined
  const integer = (parts[1] ?? '').replace(/^0+(?=\d)/, '')
  const fraction = (parts[2] ?? '').replace(/0+$/, '')
  if (integer.length > shape.integerDigits || fraction.length > shape.fractionDigits) return undefined
  return decimal(text)
}
