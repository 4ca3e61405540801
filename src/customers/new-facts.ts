import type { BillingMonth } from '../../rules/billing-month.ts'
import type { DatedFact } from '../../rules/dated-series.ts'

/** A dated fact about to be recorded. */
export interface NewFact<Value> {
  readonly customer: string
  readonly from: BillingMonth
  readonly value: Value
}

/**
 * The facts of one customer that are not recorded yet: one with the same month and value as a recorded one, or as an
 * earlier one of the list, is left out. So the same file imported twice changes nothing.
 */
export function unrecorded<Value, Fact extends NewFact<Value>>(
  facts: readonly Fact[],
  recorded: readonly DatedFact<Value>[],
  textOf: (value: Value) => string,
): readonly Fact[] {
  const seen = new Set(recorded.map(({ from, value }) => `${from} ${textOf(value)}`))
  return facts.filter(({ from, value }) => {
    const key = `${from} ${textOf(value)}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
