import { InvalidArgumentError } from 'commander'
import type { z } from 'zod'
import { parseBillingMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { parseDecimal, type Decimal, type DecimalShape } from '../../rules/decimal.ts'
import { parseDocumentNumber, type DocumentNumber } from '../../rules/document-number.ts'
import { moneyOf, type Money } from '../../rules/money.ts'
import { dateInput } from '../importing/customer-entries.ts'
import { inWords } from '../importing/in-words.ts'
import { problemTexts } from '../importing/problem-text.ts'
import { textInput } from '../prices/text-input.ts'

/** Readers of arguments: what they refuse is wrong usage, exit code 2. */
export function monthArgument(text: string): BillingMonth {
  const month = parseBillingMonth(text)
  if (month === undefined) throw new InvalidArgumentError('A month is written as 2026-03.')
  return month
}

export function numberArgument(text: string): DocumentNumber {
  const number = parseDocumentNumber(text)
  if (number === undefined)
    throw new InvalidArgumentError(
      'A document number is written as 2026-0000001, a credit note as 2026-C0000001.',
    )
  return number
}

export function countArgument(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('A whole number from 1 is needed.')
  return Number(text)
}

/** A decimal of the shape, not negative. */
export function amountArgument(shape: DecimalShape): (text: string) => Decimal {
  return (text) => {
    const amount = parseDecimal(text, shape)
    if (amount === undefined || amount.isNegative())
      throw new InvalidArgumentError(
        `An amount from 0 is needed, such as 39.00: at most ${shape.integerDigits} digits before the point and ${shape.fractionDigits} after it.`,
      )
    return amount
  }
}

/** Euros in whole cents, negative for a credit, never zero. */
export function netArgument(text: string): Money {
  const net = parseDecimal(text, { integerDigits: 12, fractionDigits: 2 })
  if (net === undefined || net.isZero())
    throw new InvalidArgumentError(
      'An amount in whole cents, other than 0, is needed, such as 25.00, or -25.00 for a credit.',
    )
  return moneyOf(net.toFixed())
}

/** Euros in whole cents, above zero. */
export function paymentArgument(text: string): Money {
  const amount = parseDecimal(text, { integerDigits: 12, fractionDigits: 2 })
  if (amount === undefined || amount.isZero() || amount.isNegative())
    throw new InvalidArgumentError('An amount in whole cents, above 0, is needed, such as 86.60.')
  return moneyOf(amount.toFixed())
}

/** Text to keep: 1 to `longest` characters on one line. */
export function textArgument(longest: number): (text: string) => string {
  const input = textInput(longest)
  return (text) => {
    const checked = input.safeParse(text)
    if (!checked.success)
      throw new InvalidArgumentError(`Text on one line is needed, at most ${longest} characters.`)
    return checked.data
  }
}

/** A calendar date. */
export function dateArgument(text: string): string {
  if (!dateInput.safeParse(text).success) throw new InvalidArgumentError('A date is written as 2026-03-15.')
  return text
}

/** What the schema takes, as it reads it. */
export function inputArgument<Value>(input: z.ZodType<Value>): (text: string) => Value {
  return (text) => {
    const checked = input.safeParse(text, { error: inWords })
    if (checked.success) return checked.data
    throw new InvalidArgumentError(`${problemTexts(checked.error).join('; ')}.`)
  }
}

/** One of a few words. */
export function choiceArgument<Choice extends string>(choices: readonly Choice[]): (text: string) => Choice {
  return (text) => {
    const choice = choices.find((each) => each === text)
    if (choice === undefined) throw new InvalidArgumentError(`Allowed: ${choices.join(', ')}.`)
    return choice
  }
}
