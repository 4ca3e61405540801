import type { BillingMonth } from '../../rules/billing-month.ts'

/** A dated fact about to be recorded. */
export interface NewFact<Value> {
  readonly customer: string
  readonly from: BillingMonth
  readonly value: Value
}
