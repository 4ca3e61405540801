import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BillingMonth } from '../../../rules/billing-month.ts'
import { factInForce, type DatedFact } from '../../../rules/dated-series.ts'
import { firstMonth, monthsBetween } from '../generators.ts'

const someMonths = monthsBetween(firstMonth, 6)

const series: fc.Arbitrary<readonly DatedFact<number>[]> = fc
  .array(fc.record({ from: someMonths, postedIn: someMonths, value: fc.integer() }), { maxLength: 8 })
  .map((facts) => facts.map((fact, index) => ({ ...fact, factId: index + 1 })))

/** The sentence word for word: sort by `from`, then by recording, take the last one that qualifies. */
function byTheSentence(facts: readonly DatedFact<number>[], month: BillingMonth, knownIn: BillingMonth) {
  return facts
    .filter((fact) => fact.from <= month && fact.postedIn <= knownIn)
    .toSorted((one, other) =>
      one.from === other.from ? one.factId - other.factId : one.from < other.from ? -1 : 1,
    )
    .at(-1)
}

test('the value in force is the one that the sentence names, in whatever order facts are read', () => {
  fc.assert(
    fc.property(series, someMonths, someMonths, (facts, month, knownIn) => {
      const expected = byTheSentence(facts, month, knownIn)
      expect(factInForce(facts, month, knownIn)).toEqual(expected)
      expect(factInForce(facts.toReversed(), month, knownIn)).toEqual(expected)
    }),
  )
})

test('what becomes known later never changes what was in force as known before', () => {
  fc.assert(
    fc.property(series, someMonths, someMonths, (facts, month, knownIn) => {
      const known = facts.filter((fact) => fact.postedIn <= knownIn)
      expect(factInForce(facts, month, knownIn)).toEqual(factInForce(known, month, knownIn))
    }),
  )
})
