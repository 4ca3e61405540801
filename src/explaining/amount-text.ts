import { decimal, type Decimal } from '../../rules/decimal.ts'
import { formatMoney, moneyOf } from '../../rules/money.ts'
import type { Measure } from './arithmetic.ts'

/** An exact amount with its measure; euros with at least two decimals: `39.00 EUR`, `17.595 EUR`, `120 units`. */
export function amountText(value: Decimal | string, measure: Measure): string {
  const exact = decimal(value)
  switch (measure) {
    case 'EUR':
      return `${exact.decimalPlaces() <= 2 ? formatMoney(moneyOf(exact.toFixed())) : exact.toFixed()} EUR`
    case 'units':
    case 'packages':
      return `${exact.toFixed()} ${exact.abs().equals(1) ? measure.slice(0, -1) : measure}`
    case '%':
      return `${exact.toFixed()} %`
  }
}

export function euros(value: Decimal | string): string {
  return amountText(value, 'EUR')
}
