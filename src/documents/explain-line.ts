import type { LineReasons } from '../../rules/difference.ts'
import { decimal } from '../../rules/decimal.ts'
import { formatMoney, moneyOf } from '../../rules/money.ts'
import type { MonthlyFeeBasis } from '../../rules/monthly-fee.ts'
import type { PriceStep } from '../../rules/price.ts'
import type { ChargeKey } from '../../rules/rate-month.ts'
import type { PriceBasis } from '../../rules/transaction-fee.ts'
import { chargedResourceIn } from './charge-name.ts'
import type { IssuedLine } from './document.ts'
import { helsinkiTime } from '../clock/helsinki-time.ts'

/**
 * Why a line is what it is, a sentence each, from what was stored with it when it was issued: the rule, the dated
 * values, the arithmetic, what was billed before. Reads nothing, computes nothing anew.
 */
export function explainLine(line: IssuedLine): readonly string[] {
  const { usageMonth, net, before, after } = line
  const isFirstBilled = before.quantity.isZero() && before.net.isZero()
  return [
    ...reasonSentences(line, line.reasons),
    ...(isFirstBilled
      ? []
      : [
          `Billed before for ${usageMonth}: quantity ${before.quantity.toFixed()}, ${formatMoney(before.net)} EUR.`,
          `R8: this line is the difference: ${formatMoney(after.net)} - ${formatMoney(before.net)} = ${formatMoney(net)} EUR.`,
        ]),
    `R5: VAT ${line.vatRate.toFixed()} % (${line.vatTreatment}), as for ${usageMonth}; computed on the sum of the document's lines with that rate.`,
  ]
}

function reasonSentences(line: IssuedLine, reasons: LineReasons): readonly string[] {
  const { usageMonth, after } = line
  switch (reasons.rule) {
    case 'R3': {
      const { firstSuccessAt, from, to } = reasons.span
      return [
        `R2: the first successful call was on ${helsinkiTime(firstSuccessAt)}, so months are billed from ${from}${to === null ? ' on; the API was still open.' : ` to ${to}, the month of the API's closing.`}`,
        `R3: the monthly fee of ${usageMonth} is ${euros(reasons.fee)}: ${feeBasis(reasons.basis)}.`,
        ...rounding(reasons.fee, after),
      ]
    }
    case 'R4':
      return [
        `R4: ${after.quantity.toFixed()} imports to ${resourceOf(line.charge)} in ${usageMonth}, at ${priceBasis(reasons.basis)}.`,
        ...reasons.steps.map(stepSentence),
        ...(reasons.steps.length > 1 ? [`In all ${euros(reasons.exact)}.`] : []),
        ...rounding(reasons.exact, after),
      ]
    case 'R8':
      return [`R8: by the facts known now, nothing is owed for this in ${usageMonth}.`]
  }
}

function feeBasis(basis: MonthlyFeeBasis): string {
  if (basis.kind === 'agreed-monthly-fee')
    return `agreed with the customer from ${basis.from} on (fact ${basis.factId}), which wins over the revenue classes`
  const bound = `${basis.boundIncluded ? 'up to' : 'to below'} ${basis.classBound}`
  return `revenue ${basis.revenue} EUR a year, reported from ${basis.revenueFrom} on (fact ${basis.revenueFactId}), is in the class from ${basis.classFrom} ${bound} EUR of the price list ${basis.priceList}`
}

function priceBasis(basis: PriceBasis): string {
  return basis.kind === 'customer-price'
    ? `the customer's own price from ${basis.from} on (fact ${basis.factId})`
    : `the price of the list ${basis.priceList}`
}

function stepSentence({ label, units, unit, flat, amount }: PriceStep): string {
  const flatPart = flat === '0' ? '' : ` + ${flat}`
  return `${label}: ${units} x ${unit}${flatPart} = ${euros(amount)}.`
}

/** At least two decimals, and every one there is: `39.00 EUR`, `17.595 EUR`. */
function euros(amount: string): string {
  const exact = decimal(amount)
  return `${exact.decimalPlaces() <= 2 ? formatMoney(moneyOf(amount)) : exact.toFixed()} EUR`
}

/** Said only where rounding changed something. */
function rounding(exact: string, { net }: IssuedLine['after']): readonly string[] {
  return net.equals(exact)
    ? []
    : [`R5: ${euros(exact)} is rounded once, half away from zero: ${formatMoney(net)} EUR.`]
}

function resourceOf(charge: ChargeKey): string {
  return charge === 'monthly-fee' ? charge : chargedResourceIn(charge)
}
