// R3. "According to the old pricing model, using Netvisor's Web Service Interface is a service, which will be billed on
// monthly basis. Monthly fees are based on target company's revenue class." Classes: < 0.2, 0.2-0.5, 0.5-1, 1-2, 2-5,
// 5-10 Meur. Decided: a bound belongs to the class above it, the end of the table to the last class; above the table,
// or with revenue unknown, the month is held unless an agreed monthly fee is in force, which wins at any revenue.
// Tests: test/rules/monthly-fee.test.ts, test/properties/rules/revenue-class.test.ts
import type { BillingMonth } from './billing-month.ts'
import { factInForce, type DatedFact } from './dated-series.ts'
import { zero, type Decimal } from './decimal.ts'
import { priceListName, type PriceList, type RecordedPriceList } from './price-list.ts'

/** What the fee rests on, with the numbers that led to it; decimals as text. */
export type MonthlyFeeBasis =
  | { readonly kind: 'agreed-monthly-fee'; readonly from: BillingMonth; readonly factId: number }
  | {
      readonly kind: 'revenue-class'
      readonly revenue: string
      readonly revenueFrom: BillingMonth
      readonly revenueFactId: number
      readonly classFrom: string
      readonly classBound: string
      readonly boundIncluded: boolean
      readonly priceList: string
    }

export type MonthlyFeeDecision =
  | {
      readonly kind: 'fee'
      readonly fee: Decimal
      readonly basis: MonthlyFeeBasis
      readonly listId: number | undefined
    }
  | { readonly kind: 'revenue-unknown' }
  | { readonly kind: 'above-listed-classes'; readonly revenue: string; readonly endOfTable: string }

export interface MonthlyFeeFacts {
  readonly revenue: readonly DatedFact<Decimal>[]
  /** A null fee ends the agreement from its month on. */
  readonly agreedMonthlyFees: readonly DatedFact<Decimal | null>[]
}

export function monthlyFeeOf(
  facts: MonthlyFeeFacts,
  recorded: RecordedPriceList,
  month: BillingMonth,
  knownIn: BillingMonth,
): MonthlyFeeDecision {
  const agreed = factInForce(facts.agreedMonthlyFees, month, knownIn)
  if (agreed !== undefined && agreed.value !== null) {
    const basis = { kind: 'agreed-monthly-fee', from: agreed.from, factId: agreed.factId } as const
    return { kind: 'fee', fee: agreed.value, basis, listId: undefined }
  }
  const report = factInForce(facts.revenue, month, knownIn)
  if (report === undefined) return { kind: 'revenue-unknown' }
  const found = revenueClassOf(recorded.list, report.value)
  if (found.kind === 'above-listed-classes')
    return {
      kind: 'above-listed-classes',
      revenue: report.value.toFixed(),
      endOfTable: found.endOfTable.toFixed(),
    }
  const basis: MonthlyFeeBasis = {
    kind: 'revenue-class',
    revenue: report.value.toFixed(),
    revenueFrom: report.from,
    revenueFactId: report.factId,
    classFrom: found.from.toFixed(),
    classBound: found.bound.toFixed(),
    boundIncluded: found.boundIncluded,
    priceList: priceListName(recorded),
  }
  return { kind: 'fee', fee: found.monthlyFee, basis, listId: recorded.listId }
}

export type RevenueClassDecision =
  | {
      readonly kind: 'class'
      readonly from: Decimal
      readonly bound: Decimal
      readonly boundIncluded: boolean
      readonly monthlyFee: Decimal
    }
  | { readonly kind: 'above-listed-classes'; readonly endOfTable: Decimal }

/** The class of a revenue of zero or more euros a year. */
export function revenueClassOf(list: PriceList, revenue: Decimal): RevenueClassDecision {
  let from = zero
  for (const { bound, boundIncluded, monthlyFee } of list.revenueClasses) {
    if (revenue.lessThan(bound) || (boundIncluded && revenue.equals(bound)))
      return { kind: 'class', from, bound, boundIncluded, monthlyFee }
    from = bound
  }
  return { kind: 'above-listed-classes', endOfTable: from }
}
