import { billingMonth, type BillingMonth } from '../../rules/billing-month.ts'

/** Reads PostgreSQL's text of a month column, the date of its first day: `2026-03-01`. */
export function monthOfDate(text: string): BillingMonth {
  return billingMonth(text.slice(0, 7))
}
