import { isKnown, postingMonth, type NaiveBooks } from './books.ts'
import { refusedAs, type Verdict } from './verdict.ts'

/** R8: a charge or credit is a fact about its usage month; nothing before the first month is ever billed. */
export function chargeByHand(books: NaiveBooks, customer: string, usageMonth: string, net: string): Verdict {
  if (!isKnown(books, customer)) return refusedAs('unknown-customer')
  if (usageMonth < books.firstMonth) return refusedAs('month-out-of-order')
  books.manualCharges.push({ customer, usageMonth, postedIn: postingMonth(books, usageMonth), net })
  return 'done'
}
