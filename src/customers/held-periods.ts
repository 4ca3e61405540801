import { previousMonth, type BillingMonth } from '../../rules/billing-month.ts'
import type { ClerkHold } from '../../rules/clerk-hold.ts'
import { factInForce, type DatedFact } from '../../rules/dated-series.ts'

/** Months `from` to `to`, both included; `to` is null while no release is in force. */
export interface HeldPeriod {
  readonly from: BillingMonth
  readonly to: BillingMonth | null
}

/** The months that a clerk holds by everything recorded, oldest first. */
export function heldPeriods(series: readonly DatedFact<ClerkHold>[]): readonly HeldPeriod[] {
  const periods: HeldPeriod[] = []
  for (const month of [...new Set(series.map(({ from }) => from))].toSorted()) {
    const held = factInForce(series, month, 'now')?.value.held === true
    const last = periods.at(-1)
    if (held && last?.to !== null) periods.push({ from: month, to: null })
    if (!held && last?.to === null)
      periods[periods.length - 1] = { from: last.from, to: previousMonth(month) }
  }
  return periods
}
