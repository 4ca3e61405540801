import type { BillingMonth } from '../../rules/billing-month.ts'
import type { SeriesByCustomer } from './load-series.ts'

/** A dated fact about to be recorded. */
export interface NewFact<Value> {
  readonly customer: string
  readonly from: BillingMonth
  readonly value: Value
}

/**
 * The facts that are not recorded yet: one with the same customer, month and value as a recorded one, or as an earlier
 * one of the list, is left out. So the same file imported twice changes nothing.
 */
export function unrecorded<Value, Fact extends NewFact<Value>>(
  facts: readonly Fact[],
  recorded: SeriesByCustomer<Value>,
  textOf: (value: Value) => string,
): readonly Fact[] {
  const seen = new Set<string>()
  for (const [customer, series] of recorded)
    for (const { from, value } of series) seen.add(JSON.stringify([customer, from, textOf(value)]))
  return facts.filter(({ customer, from, value }) => {
    const key = JSON.stringify([customer, from, textOf(value)])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
