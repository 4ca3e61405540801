// R3: "in every dated series the value in force for a month is the one with the latest `from` not after it; of two
// with the same `from`, the one recorded later." R7: a fact also carries the posting month in which it became known,
// so a month can be rated as it was known when another month closed.
// Tests: test/rules/dated-series.test.ts, test/properties/rules/dated-series.test.ts
import type { BillingMonth } from './billing-month.ts'

/** A value that holds from a month on, as a fact that was recorded. */
export interface DatedFact<Value> {
  /** Rises with the order of recording; names the fact in explanations. */
  readonly factId: number
  /** The usage month: the first month that the value holds for. */
  readonly from: BillingMonth
  /** The month in which it became known. */
  readonly postedIn: BillingMonth
  readonly value: Value
}

/** The fact in force for the month, among those posted in `knownIn` or before (`now`: all); undefined when there is none. */
export function factInForce<Fact extends DatedFact<unknown>>(
  series: readonly Fact[],
  month: BillingMonth,
  knownIn: BillingMonth | 'now',
): Fact | undefined {
  let best: Fact | undefined
  for (const fact of series) {
    if (fact.from > month || (knownIn !== 'now' && fact.postedIn > knownIn)) continue
    if (best === undefined || fact.from > best.from || (fact.from === best.from && fact.factId > best.factId))
      best = fact
  }
  return best
}

/** A row of a table that belongs to the rules themselves: it holds from its month on, and says why. */
export interface DatedRow {
  readonly from: BillingMonth
  /** The sentence of the document, or the public source, behind the row. */
  readonly source: string
}

/** The row with the latest `from` not after the month; undefined before the first row. */
export function rowInForce<Row extends DatedRow>(rows: readonly Row[], month: BillingMonth): Row | undefined {
  let best: Row | undefined
  for (const row of rows) {
    if (row.from <= month && (best === undefined || row.from >= best.from)) best = row
  }
  return best
}
