// R7 (decided): every fact carries the usage month it is about and the posting month in which it became known: "the
// later of its usage month and the oldest month still open when it was recorded". A posting month never changes.
// Tests: test/rules/posting-month.test.ts
import { laterMonth, type BillingMonth } from './billing-month.ts'

export function postingMonthOf(usageMonth: BillingMonth, oldestOpenMonth: BillingMonth): BillingMonth {
  return laterMonth(usageMonth, oldestOpenMonth)
}
