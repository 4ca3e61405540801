import type { BillingMonth } from '../../rules/billing-month.ts'
import { factInForce, type DatedFact } from '../../rules/dated-series.ts'
import type { Instant } from '../../rules/instant.ts'
import type { IssuedLine } from '../documents/document.ts'
import { chargedResourceIn } from '../documents/charge-name.ts'
import type { ExplanationFacts } from './explanation-facts.ts'
import type { Change, PostedUsage, UsedValue } from './explanation.ts'

/**
 * What became known about the line's charge after `knownBefore` and up to the billing month, and the runs between that
 * could not bill it: why the line is there at all.
 */
export function lineChanges(
  line: IssuedLine,
  months: { readonly knownBefore: BillingMonth; readonly billingMonth: BillingMonth },
  usage: readonly PostedUsage[],
  facts: ExplanationFacts,
): readonly Change[] {
  const { knownBefore, billingMonth } = months
  if (knownBefore === billingMonth) return []
  const isNew = (postedIn: BillingMonth) => postedIn > knownBefore && postedIn <= billingMonth
  return [
    ...facts.holds
      .filter((hold) => hold.usageMonth === line.usageMonth && hold.billingMonth >= knownBefore)
      .map(({ billingMonth: heldIn, reason }) => ({ kind: 'held', billingMonth: heldIn, reason }) as const),
    ...otherValues(line, months, facts),
    ...(line.charge === 'monthly-fee'
      ? facts.firstSuccesses
          .filter(({ at, postedIn }) => isNew(postedIn) && at === startOfSpan(line))
          .map((success) => ({ kind: 'late-first-success', success }) as const)
      : usage
          .filter(({ postedIn }) => isNew(postedIn))
          .map((part) => ({ kind: 'late-events', usage: part }) as const)),
  ]
}

function startOfSpan({ reasons }: IssuedLine): Instant | undefined {
  return reasons.rule === 'R3' ? reasons.span.firstSuccessAt : undefined
}

function otherValues(
  { charge, usageMonth }: IssuedLine,
  { knownBefore, billingMonth }: { readonly knownBefore: BillingMonth; readonly billingMonth: BillingMonth },
  facts: ExplanationFacts,
): readonly Change[] {
  const compared = <Fact extends DatedFact<unknown>>(
    series: readonly Fact[],
    asValue: (fact: Fact) => UsedValue,
  ): readonly Change[] => {
    const before = factInForce(series, usageMonth, knownBefore)
    const after = factInForce(series, usageMonth, billingMonth)
    if (before === after) return []
    return [
      {
        kind: 'other-value',
        before: before === undefined ? undefined : asValue(before),
        after: after === undefined ? undefined : asValue(after),
      },
    ]
  }
  if (charge === 'monthly-fee')
    return [
      ...compared(facts.agreedMonthlyFees, (fact) => ({ kind: 'agreed-monthly-fee', fact })),
      ...compared(facts.revenue, (fact) => ({ kind: 'revenue-report', fact })),
    ]
  const resource = chargedResourceIn(charge)
  return compared(
    facts.transactionPrices.filter((price) => price.resource === resource),
    (fact) => ({ kind: 'customer-price', resource: fact.resource, fact }),
  )
}
