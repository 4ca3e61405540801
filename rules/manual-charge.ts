// R8 (decided). A manual charge or, with a negative net, a credit is a fact: a usage month, a text, a net, a reason, and who
// recorded it. It is one charge of its usage month, under a key of its own.
// Tests: test/rules/manual-charge.test.ts
import type { BillingMonth } from './billing-month.ts'
import type { Money } from './money.ts'

export interface ManualCharge {
  /** Rises with the order of recording; the charge key is `manual:<factId>`. */
  readonly factId: number
  readonly usageMonth: BillingMonth
  readonly postedIn: BillingMonth
  /** What the customer reads on the line. */
  readonly text: string
  /** Never zero. */
  readonly net: Money
  /** Why, for ourselves. */
  readonly reason: string
}

export type ManualChargeKey = `manual:${number}`

export function isManualChargeKey(key: string): key is ManualChargeKey {
  return key.startsWith('manual:')
}

/** The manual charges of a usage month that were posted in `knownIn` or before, in the order of recording. */
export function manualChargesOf(
  charges: readonly ManualCharge[],
  usageMonth: BillingMonth,
  knownIn: BillingMonth,
): readonly ManualCharge[] {
  return charges
    .filter((charge) => charge.usageMonth === usageMonth && charge.postedIn <= knownIn)
    .toSorted((one, other) => one.factId - other.factId)
}
