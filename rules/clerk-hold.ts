// R6 (decided). "A clerk may hold a customer from a month on (`held-by-clerk`, with a reason) and release it." A dated series:
// the newest word with the latest `from` not after a month holds or releases it, whatever is owed in it. A release from
// the hold's own month undoes it; from a later month, it leaves the months between held.
// Tests: test/rules/clerk-hold.test.ts
import type { BillingMonth } from './billing-month.ts'
import { factInForce, type DatedFact } from './dated-series.ts'

/** A clerk's word on a customer from a month on. */
export interface ClerkHold {
  readonly held: boolean
  readonly reason: string
}

/** The hold in force for the month, among those posted in `knownIn` or before; undefined when there is none, or a release. */
export function clerkHoldOf(
  series: readonly DatedFact<ClerkHold>[],
  month: BillingMonth,
  knownIn: BillingMonth,
): DatedFact<ClerkHold> | undefined {
  const fact = factInForce(series, month, knownIn)
  return fact?.value.held === true ? fact : undefined
}
