// R6 (decided). Rating a customer's usage month gives its charges, each with the reasons that explain it, or a hold
// with all its reasons: a hold holds the usage month whole. Pure: the same facts give the same result. A missing price
// or an unknown revenue is a kind, never zero and never an exception.
// Tests: test/rules/rate-month.test.ts, test/properties/rules/rate-month.test.ts
import type { ApiOpening } from './api-access.ts'
import { usageByResource, type BillableUsage } from './billable-usage.ts'
import type { BillingMonth } from './billing-month.ts'
import { billingSpans, spanCovering, type BillingSpan, type FirstSuccess } from './billing-span.ts'
import type { ChargedResource } from './charged-resources.ts'
import { factInForce, type DatedFact } from './dated-series.ts'
import { clerkHoldOf, type ClerkHold } from './clerk-hold.ts'
import { decimal, type Decimal } from './decimal.ts'
import { noEvents, type EventSet } from './event-set.ts'
import type { Instant } from './instant.ts'
import { manualChargesOf, type ManualCharge, type ManualChargeKey } from './manual-charge.ts'
import { monthlyFeeOf, type MonthlyFeeBasis, type MonthlyFeeFacts } from './monthly-fee.ts'
import { toMoney, type Money } from './money.ts'
import type { ServiceTerms } from './package-eligibility.ts'
import type { PriceStep } from './price.ts'
import { priceListInForce, type RecordedPriceList } from './price-list.ts'
import { transactionFeeOf, type CustomerPrice, type PriceBasis } from './transaction-fee.ts'
import type { VatTreatment } from './vat.ts'

/** Everything recorded about one customer that its bills depend on. */
export interface CustomerFacts extends MonthlyFeeFacts {
  readonly customer: string
  readonly terms: readonly DatedFact<ServiceTerms>[]
  readonly transactionPrices: readonly CustomerPrice[]
  readonly vatTreatments: readonly DatedFact<VatTreatment>[]
  readonly openings: readonly ApiOpening[]
  readonly firstSuccesses: readonly FirstSuccess[]
  readonly usage: readonly BillableUsage[]
  readonly manualCharges: readonly ManualCharge[]
  readonly clerkHolds: readonly DatedFact<ClerkHold>[]
}

export type ChargeKey = 'monthly-fee' | `transaction-fee:${ChargedResource}` | ManualChargeKey

/** Why a charge is what it is: the rule, and every dated value and step it used. */
export type ChargeReasons =
  | {
      readonly rule: 'R3'
      readonly span: {
        readonly firstSuccessAt: Instant
        readonly from: BillingMonth
        readonly to: BillingMonth | null
      }
      readonly basis: MonthlyFeeBasis
      readonly fee: string
    }
  | {
      readonly rule: 'R4'
      readonly basis: PriceBasis
      readonly steps: readonly PriceStep[]
      readonly exact: string
    }
  | {
      readonly rule: 'R8'
      readonly kind: 'manual-charge'
      readonly factId: number
      readonly text: string
      readonly reason: string
    }

export interface Charge {
  readonly key: ChargeKey
  readonly quantity: Decimal
  readonly net: Money
  readonly reasons: ChargeReasons
  /** The price list version that priced it; undefined when an agreement did. */
  readonly listId: number | undefined
  /** What it was counted from: the calls of a transaction fee, the call that started the span of a monthly fee. */
  readonly events: EventSet
}

export type HoldReason =
  | { readonly reason: 'revenue-unknown' }
  | { readonly reason: 'above-listed-classes'; readonly revenue: string; readonly endOfTable: string }
  | { readonly reason: 'no-transaction-price'; readonly resources: readonly ChargedResource[] }
  | {
      readonly reason: 'held-by-clerk'
      readonly why: string
      readonly from: BillingMonth
      readonly factId: number
    }

export type RatedMonth =
  | { readonly kind: 'rated'; readonly charges: readonly Charge[] }
  | { readonly kind: 'held'; readonly reasons: readonly HoldReason[] }

/** What the customer owes for the usage month, by the facts posted in `knownIn` or before. */
export function rateMonth(
  facts: CustomerFacts,
  usageMonth: BillingMonth,
  knownIn: BillingMonth,
  priceLists: readonly RecordedPriceList[],
): RatedMonth {
  const recorded = priceListInForce(priceLists, usageMonth)
  if (recorded === undefined) return { kind: 'rated', charges: [] } // before the first list nothing was ours to bill
  const monthly = monthlyCharge(facts, recorded, usageMonth, knownIn)
  const transactions = transactionCharges(facts, recorded, usageMonth, knownIn)
  const charges = [monthly, ...transactions].filter((part) => part?.kind === 'charge')
  const manual = manualChargesOf(facts.manualCharges, usageMonth, knownIn).map(manualCharge)
  const clerks = clerkHoldOf(facts.clerkHolds, usageMonth, knownIn)
  const unpriced = transactions.flatMap((part) =>
    part.kind === 'no-transaction-price' ? [part.resource] : [],
  )
  const reasons: readonly HoldReason[] = [
    ...(monthly?.kind === 'hold' ? [monthly.hold] : []),
    ...(unpriced.length > 0 ? [{ reason: 'no-transaction-price', resources: unpriced } as const] : []),
    ...(clerks === undefined ? [] : [clerksReason(clerks)]),
  ]
  return reasons.length > 0
    ? { kind: 'held', reasons }
    : { kind: 'rated', charges: [...charges.map((part) => part.charge), ...manual] }
}

type MonthlyPart =
  { readonly kind: 'charge'; readonly charge: Charge } | { readonly kind: 'hold'; readonly hold: HoldReason }

function monthlyCharge(
  facts: CustomerFacts,
  recorded: RecordedPriceList,
  usageMonth: BillingMonth,
  knownIn: BillingMonth,
): MonthlyPart | undefined {
  const span = spanCovering(billingSpans(facts.openings, facts.firstSuccesses, knownIn), usageMonth)
  const terms = factInForce(facts.terms, usageMonth, knownIn)?.value
  if (span === undefined || terms?.pricingModel !== 'separate') return undefined
  const decision = monthlyFeeOf(facts, recorded, usageMonth, knownIn)
  switch (decision.kind) {
    case 'revenue-unknown':
      return { kind: 'hold', hold: { reason: 'revenue-unknown' } }
    case 'above-listed-classes': {
      const { revenue, endOfTable } = decision
      return { kind: 'hold', hold: { reason: 'above-listed-classes', revenue, endOfTable } }
    }
    case 'fee': {
      const reasons = {
        rule: 'R3',
        span: spanReason(span),
        basis: decision.basis,
        fee: decision.fee.toFixed(),
      } as const
      const net = toMoney(decision.fee)
      return {
        kind: 'charge',
        charge: {
          key: 'monthly-fee',
          quantity: decimal(1),
          net,
          reasons,
          listId: decision.listId,
          events: span.events,
        },
      }
    }
  }
}

type TransactionPart =
  | { readonly kind: 'charge'; readonly charge: Charge }
  | { readonly kind: 'no-transaction-price'; readonly resource: ChargedResource }

function transactionCharges(
  facts: CustomerFacts,
  recorded: RecordedPriceList,
  usageMonth: BillingMonth,
  knownIn: BillingMonth,
): readonly TransactionPart[] {
  return [...usageByResource(facts.usage, usageMonth, knownIn)].map(([resource, { quantity, events }]) => {
    const decision = transactionFeeOf(
      resource,
      quantity,
      facts.transactionPrices,
      recorded,
      usageMonth,
      knownIn,
    )
    if (decision.kind === 'no-transaction-price') return decision
    const { basis, listId, priced } = decision
    const reasons = { rule: 'R4', basis, steps: priced.steps, exact: priced.amount.toFixed() } as const
    const net = toMoney(priced.amount)
    return {
      kind: 'charge',
      charge: { key: `transaction-fee:${resource}`, quantity, net, reasons, listId, events },
    }
  })
}

function manualCharge({ factId, text, net, reason }: ManualCharge): Charge {
  const reasons = { rule: 'R8', kind: 'manual-charge', factId, text, reason } as const
  return {
    key: `manual:${factId}`,
    quantity: decimal(1),
    net,
    reasons,
    listId: undefined,
    events: noEvents,
  }
}

function clerksReason({ value, from, factId }: DatedFact<ClerkHold>): HoldReason {
  return { reason: 'held-by-clerk', why: value.reason, from, factId }
}

function spanReason(span: BillingSpan) {
  return { firstSuccessAt: span.firstSuccessAt, from: span.from, to: span.to ?? null }
}
