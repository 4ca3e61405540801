import { monthOf, type BillingMonth } from '../../rules/billing-month.ts'
import { factInForce, type DatedFact } from '../../rules/dated-series.ts'
import { isManualChargeKey } from '../../rules/manual-charge.ts'
import type { IssuedLine } from '../documents/document.ts'
import type { ExplanationFacts } from './explanation-facts.ts'
import type { Change, PostedUsage, UsedValue } from './explanation.ts'

/** The months between which something became known: after the first, up to the second. */
interface Since {
  readonly knownBefore: BillingMonth
  readonly billingMonth: BillingMonth
}

/**
 * What became known about the line's charge after `knownBefore` and up to the billing month, and the runs between that
 * could not bill it: why the line is there at all.
 */
export function lineChanges(
  line: IssuedLine,
  since: Since,
  usage: readonly PostedUsage[],
  facts: ExplanationFacts,
): readonly Change[] {
  if (since.knownBefore === since.billingMonth) return []
  const held = facts.holds
    .filter((hold) => hold.usageMonth === line.usageMonth && hold.billingMonth >= since.knownBefore)
    .map(({ billingMonth, reason }) => ({ kind: 'held', billingMonth, reason }) as const)
  if (line.charge === 'monthly-fee')
    return [...held, ...feeChanges(line, since, facts), ...successChanges(line, since, facts)]
  return isManualChargeKey(line.charge)
    ? [...held, ...manualChanges(line, since, facts)]
    : [...held, ...priceChanges(line, since, facts), ...usageChanges(since, usage)]
}

/** Not of a fee that is no longer owed, whatever it would be; and a revenue only where no agreed fee wins over it. */
function feeChanges(line: IssuedLine, since: Since, facts: ExplanationFacts): readonly Change[] {
  const { reasons } = line
  if (reasons.rule !== 'R3') return []
  const agreed = otherValue(facts.agreedMonthlyFees, line, since, (fact) => ({
    kind: 'agreed-monthly-fee',
    fact,
  }))
  if (reasons.basis.kind === 'agreed-monthly-fee') return agreed
  return [...agreed, ...otherValue(facts.revenue, line, since, (fact) => ({ kind: 'revenue-report', fact }))]
}

/** The success that the span starts from, where it came late; or, of a fee that is no longer owed, those taken back. */
function successChanges(
  { reasons, usageMonth }: IssuedLine,
  since: Since,
  { firstSuccesses }: ExplanationFacts,
): readonly Change[] {
  return reasons.rule === 'R3'
    ? firstSuccesses
        .filter(({ at, postedIn, takenBack }) => {
          return at === reasons.span.firstSuccessAt && takenBack === undefined && isNew(postedIn, since)
        })
        .map((success) => ({ kind: 'late-first-success', success }) as const)
    : firstSuccesses
        .filter(({ at, takenBack }) => {
          return takenBack !== undefined && isNew(takenBack.postedIn, since) && monthOf(at) <= usageMonth
        })
        .map((success) => ({ kind: 'first-success-taken-back', success }) as const)
}

function priceChanges(line: IssuedLine, since: Since, facts: ExplanationFacts): readonly Change[] {
  if (line.reasons.rule !== 'R4') return []
  const own = facts.transactionPrices.filter(({ resource }) => line.charge === `transaction-fee:${resource}`)
  return otherValue(own, line, since, (fact) => ({ kind: 'customer-price', resource: fact.resource, fact }))
}

function usageChanges(since: Since, usage: readonly PostedUsage[]): readonly Change[] {
  return usage
    .filter(({ postedIn }) => isNew(postedIn, since))
    .map(
      (part) =>
        ({ kind: part.takenBack === undefined ? 'late-events' : 'events-taken-back', usage: part }) as const,
    )
}

function manualChanges({ charge }: IssuedLine, since: Since, facts: ExplanationFacts): readonly Change[] {
  return facts.manualCharges
    .filter(({ factId, postedIn }) => charge === `manual:${factId}` && isNew(postedIn, since))
    .map(
      (each) =>
        ({
          kind: 'other-value',
          before: undefined,
          after: { kind: 'manual-charge', charge: each },
        }) as const,
    )
}

function otherValue<Fact extends DatedFact<unknown>>(
  series: readonly Fact[],
  { usageMonth }: IssuedLine,
  { knownBefore, billingMonth }: Since,
  asValue: (fact: Fact) => UsedValue,
): readonly Change[] {
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

function isNew(postedIn: BillingMonth, { knownBefore, billingMonth }: Since): boolean {
  return postedIn > knownBefore && postedIn <= billingMonth
}
