import { moneyOf, type Money } from '../../rules/money.ts'
import { decimalInput } from '../prices/price-content.ts'
import { textInput } from '../prices/text-input.ts'
import { dateInput } from './customer-entries.ts'

/** What files and requests tell of a payment. The rules of payments refuse amounts that are not above zero. */
export const paymentFields = {
  reference: textInput(100),
  amount: decimalInput(
    { integerDigits: 12, fractionDigits: 2 },
    'an amount in euros such as "86.60" is needed',
  ).transform((amount): Money => moneyOf(amount.toFixed())),
  date: dateInput,
  bankId: textInput(100),
}
