import type { BillingMonth } from '../../rules/billing-month.ts'
import { asChargedResource, chargedResourceRow, type ChargedResource } from '../../rules/charged-resources.ts'
import { factInForce } from '../../rules/dated-series.ts'
import type { ChargeReasons } from '../../rules/rate-month.ts'
import { standardVatRate } from '../../rules/vat.ts'
import { chargedResourceIn } from '../documents/charge-name.ts'
import type { IssuedLine } from '../documents/document.ts'
import type { ExplanationFacts } from './explanation-facts.ts'
import type { PriceListVersion, UsedValue } from './explanation.ts'

/** Every dated value behind the line, as known in the billing month: found by the ids that were stored with it. */
export function usedValues(
  line: IssuedLine,
  billingMonth: BillingMonth,
  facts: ExplanationFacts,
): readonly UsedValue[] {
  return [...reasonValues(line, billingMonth, facts), ...vatValues(line, billingMonth, facts)]
}

function reasonValues(
  line: IssuedLine,
  billingMonth: BillingMonth,
  facts: ExplanationFacts,
): readonly UsedValue[] {
  switch (line.reasons.rule) {
    case 'R3':
      return [
        ...spanValues(line, line.reasons.span, facts),
        ...termsInForce(line.usageMonth, billingMonth, facts),
        ...feeValues(line.reasons, line.listId, facts),
      ]
    case 'R4':
      return priceValues(line, line.reasons, facts)
    case 'R8':
      return line.reasons.kind === 'no-longer-owed'
        ? []
        : [{ kind: 'manual-charge', charge: factWithId(facts.manualCharges, line.reasons.factId) }]
  }
}

type MonthlyFeeReasons = Extract<ChargeReasons, { readonly rule: 'R3' }>
type TransactionFeeReasons = Extract<ChargeReasons, { readonly rule: 'R4' }>

/**
 * The event tells its opening by number, which an instant would not where two began at once; and the line's events tell
 * it from another one at its instant.
 */
function spanValues(
  { events }: IssuedLine,
  span: MonthlyFeeReasons['span'],
  facts: ExplanationFacts,
): readonly UsedValue[] {
  const success = facts.firstSuccesses.find(
    ({ at, digest, takenBack }) =>
      at === span.firstSuccessAt &&
      takenBack === undefined &&
      (events === undefined || events.after.digest === digest),
  )
  if (success === undefined)
    throw new RangeError('broken invariant: the event that started a span is recorded')
  const opening = facts.accessChanges.get(success.openingNumber)
  const closing = facts.accessChanges.get(success.openingNumber + 1)
  return [
    ...(opening === undefined ? [] : [{ kind: 'opening', change: opening } as const]),
    { kind: 'first-success', success },
    ...(span.to === null || closing === undefined ? [] : [{ kind: 'closing', change: closing } as const]),
    { kind: 'billing-span', from: span.from, to: span.to },
  ]
}

function termsInForce(
  usageMonth: BillingMonth,
  billingMonth: BillingMonth,
  { terms }: ExplanationFacts,
): readonly UsedValue[] {
  const fact = factInForce(terms, usageMonth, billingMonth)
  return fact === undefined ? [] : [{ kind: 'service-terms', fact }]
}

function feeValues(
  { basis, fee }: MonthlyFeeReasons,
  listId: number | undefined,
  facts: ExplanationFacts,
): readonly UsedValue[] {
  if (basis.kind === 'agreed-monthly-fee')
    return [{ kind: 'agreed-monthly-fee', fact: factWithId(facts.agreedMonthlyFees, basis.factId) }]
  return [
    { kind: 'revenue-report', fact: factWithId(facts.revenue, basis.revenueFactId) },
    { kind: 'price-list', list: listWithId(facts.priceLists, listId) },
    { kind: 'revenue-class', basis, fee },
  ]
}

function priceValues(
  { charge, usageMonth, listId }: IssuedLine,
  { basis }: TransactionFeeReasons,
  facts: ExplanationFacts,
): readonly UsedValue[] {
  const resource = chargedResourceOfLine(charge)
  const row = chargedResourceRow(resource, usageMonth)
  const charged: readonly UsedValue[] = row === undefined ? [] : [{ kind: 'charged-resource', resource, row }]
  if (basis.kind === 'customer-price') {
    const fact = factWithId(facts.transactionPrices, basis.factId)
    return [...charged, { kind: 'customer-price', resource, fact }]
  }
  const list = listWithId(facts.priceLists, listId)
  const price = list.transactionPrices[resource]
  if (price === undefined)
    throw new RangeError(`broken invariant: list ${list.listId} has no price of ${resource}`)
  return [...charged, { kind: 'price-list', list }, { kind: 'list-price', resource, price }]
}

function chargedResourceOfLine(charge: IssuedLine['charge']): ChargedResource {
  const resource = charge === 'monthly-fee' ? undefined : asChargedResource(chargedResourceIn(charge))
  if (resource === undefined) throw new RangeError(`broken invariant: ${charge} is no transaction fee`)
  return resource
}

function vatValues(
  { usageMonth, vatTreatment }: IssuedLine,
  billingMonth: BillingMonth,
  { vatTreatments }: ExplanationFacts,
): readonly UsedValue[] {
  const treatment: UsedValue = {
    kind: 'vat-treatment',
    fact: factInForce(vatTreatments, usageMonth, billingMonth),
  }
  return vatTreatment === 'domestic'
    ? [treatment, { kind: 'vat-rate', row: standardVatRate(usageMonth) }]
    : [treatment]
}

function factWithId<Fact extends { readonly factId: number }>(series: readonly Fact[], factId: number): Fact {
  const fact = series.find((each) => each.factId === factId)
  if (fact === undefined) throw new RangeError(`broken invariant: fact ${factId} of a line is recorded`)
  return fact
}

function listWithId(lists: readonly PriceListVersion[], listId: number | undefined): PriceListVersion {
  const list = lists.find((each) => each.listId === listId)
  if (list === undefined)
    throw new RangeError(`broken invariant: price list ${String(listId)} of a line is recorded`)
  return list
}
