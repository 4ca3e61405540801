// Building blocks of the worked examples: the sample price list of the scenarios and one customer's facts.
import { billingMonth, type BillingMonth } from '../../rules/billing-month.ts'
import type { FirstSuccess } from '../../rules/billing-span.ts'
import { decimal } from '../../rules/decimal.ts'
import type { DatedFact } from '../../rules/dated-series.ts'
import { parseInstant, type Instant } from '../../rules/instant.ts'
import type { ServiceTerms } from '../../rules/package-eligibility.ts'
import type { Price } from '../../rules/price.ts'
import type { PriceList, RecordedPriceList } from '../../rules/price-list.ts'
import type { BillableUsage } from '../../rules/billable-usage.ts'
import type { CustomerFacts } from '../../rules/rate-month.ts'

export function instant(text: string): Instant {
  const parsed = parseInstant(text)
  if (parsed === undefined) throw new RangeError(`${text} is not an instant`)
  return parsed
}

export const separateBasic: ServiceTerms = { pricingModel: 'separate', servicePackage: 'basic' }
export const packagePremium: ServiceTerms = { pricingModel: 'package', servicePackage: 'premium' }

export const january = billingMonth('2026-01')
export const march = billingMonth('2026-03')
export const april = billingMonth('2026-04')
export const may = billingMonth('2026-05')

export function perUnit(unit: string, free = '0'): Price {
  return { kind: 'per-unit', unit: decimal(unit), free: decimal(free) }
}

/** The sample list of the scenarios: six classes, and no default price for escan.nv. */
export const sampleList: PriceList = {
  name: 'worked-examples',
  status: 'sample',
  currency: 'EUR',
  effectiveFrom: january,
  revenueClasses: (
    [
      ['200000', '19.00'],
      ['500000', '39.00'],
      ['1000000', '59.00'],
      ['2000000', '89.00'],
      ['5000000', '139.00'],
      ['10000000', '199.00'],
    ] as const
  ).map(([bound, monthlyFee], index) => ({
    bound: decimal(bound),
    boundIncluded: index === 5,
    monthlyFee: decimal(monthlyFee),
  })),
  transactionPrices: { 'accounting.nv': perUnit('0.15'), 'purchaseinvoice.nv': perUnit('0.25') },
}

export const recordedSampleList: RecordedPriceList = { listId: 1, list: sampleList }

let factIds = 0

/** A fact recorded after every fact made before it; known from its own month on unless said otherwise. */
export function fact<Value>(value: Value, from: BillingMonth, postedIn = from): DatedFact<Value> {
  factIds += 1
  return { factId: factIds, from, postedIn, value }
}

/** Separate pricing, revenue 350,000, never opened, never called; with what the example changes. */
export function customerFacts(changes: Partial<CustomerFacts> = {}): CustomerFacts {
  return {
    customer: 'c1',
    terms: [fact(separateBasic, january)],
    revenue: [fact(decimal(350_000), january)],
    agreedMonthlyFees: [],
    transactionPrices: [],
    vatTreatments: [],
    openings: [],
    firstSuccesses: [],
    usage: [],
    manualCharges: [],
    clerkHolds: [],
    ...changes,
  }
}

/** Imports of the resource in the month; known in the same month unless said otherwise. */
export function imports(
  resource: string,
  usageMonth: BillingMonth,
  quantity: number,
  postedIn = usageMonth,
): BillableUsage {
  const events = { count: Math.sign(quantity), digest: hash(Math.abs(quantity)) }
  return { usageMonth, postedIn, resource, method: 'POST', quantity: decimal(quantity), events }
}

/** The first success of an opening among the events of a posting month; never taken back unless said. */
export function firstSuccess(
  openingNumber: number,
  at: Instant,
  postedIn: BillingMonth,
  takenBackIn?: BillingMonth,
): FirstSuccess {
  return { openingNumber, at, postedIn, takenBackIn, events: { count: 1, digest: hash(at) } }
}

/** Stands for a body hash. */
export function hash(number: number): string {
  return number.toString(16).padStart(32, '0')
}
