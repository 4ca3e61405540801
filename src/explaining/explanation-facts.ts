import type { BillingMonth } from '../../rules/billing-month.ts'
import type { ChargedResource } from '../../rules/charged-resources.ts'
import type { Decimal } from '../../rules/decimal.ts'
import type { ServiceTerms } from '../../rules/package-eligibility.ts'
import type { Price } from '../../rules/price.ts'
import type { ChargeKey, HoldReason } from '../../rules/rate-month.ts'
import type { VatTreatment } from '../../rules/vat.ts'
import type {
  AccessChange,
  BilledLine,
  FirstSuccessEvent,
  PostedUsage,
  PriceListVersion,
  RecordedFact,
  RecordedManualCharge,
} from './explanation.ts'

/** Everything that the lines of one customer's document rest on, as known in its billing month. */
export interface ExplanationFacts {
  readonly terms: readonly RecordedFact<ServiceTerms>[]
  readonly revenue: readonly RecordedFact<Decimal>[]
  readonly agreedMonthlyFees: readonly RecordedFact<Decimal | null>[]
  readonly transactionPrices: readonly RecordedCustomerPrice[]
  readonly vatTreatments: readonly RecordedFact<VatTreatment>[]
  readonly manualCharges: readonly RecordedManualCharge[]
  readonly priceLists: readonly PriceListVersion[]
  /** By their numbers. */
  readonly accessChanges: ReadonlyMap<number, AccessChange>
  readonly firstSuccesses: readonly FirstSuccessEvent[]
  /** Billable, and taken back, of the usage months of the document's lines. */
  readonly usage: readonly PostedUsage[]
  /** Of earlier documents, in their order. */
  readonly billed: readonly (BilledLine & UsageMonthAndCharge)[]
  /** By runs before the document's. */
  readonly holds: readonly {
    readonly usageMonth: BillingMonth
    readonly billingMonth: BillingMonth
    readonly reason: HoldReason
  }[]
}

export interface RecordedCustomerPrice extends RecordedFact<Price | null> {
  readonly resource: ChargedResource
}

interface UsageMonthAndCharge {
  readonly usageMonth: BillingMonth
  readonly charge: ChargeKey
}
