import type { BillingMonth } from '../../rules/billing-month.ts'
import type { ChargedResource, ChargedResourceRow } from '../../rules/charged-resources.ts'
import type { DatedFact } from '../../rules/dated-series.ts'
import type { Decimal } from '../../rules/decimal.ts'
import type { Instant } from '../../rules/instant.ts'
import type { ManualCharge } from '../../rules/manual-charge.ts'
import type { Money } from '../../rules/money.ts'
import type { MonthlyFeeBasis } from '../../rules/monthly-fee.ts'
import type { ServiceTerms } from '../../rules/package-eligibility.ts'
import type { Price } from '../../rules/price.ts'
import type { HoldReason } from '../../rules/rate-month.ts'
import type { RegistryRow } from '../../rules/registry.ts'
import type { VatRateRow, VatTreatment } from '../../rules/vat.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Document, IssuedLine } from '../documents/document.ts'
import type { ArithmeticStep } from './arithmetic.ts'

/** Why an issued document is what it is, by the facts known in its billing month: the same for ever. */
export interface Explanation {
  readonly document: Document
  readonly lines: readonly LineExplanation[]
  /** From the lines to the document's net, VAT and gross; none where only one line is explained. */
  readonly totals: readonly ArithmeticStep[]
}

export interface LineExplanation {
  readonly line: IssuedLine
  /** The rules that it rests on, in the order of their use. */
  readonly rules: readonly RegistryRow[]
  /** Every dated value that it used. */
  readonly values: readonly UsedValue[]
  /** From the values to the line's net: repeating them gives it, and nothing else is needed. */
  readonly steps: readonly ArithmeticStep[]
  /** Earlier lines for the same usage month and charge, oldest first: their sum is what was billed before. */
  readonly billedBefore: readonly BilledLine[]
  /** What became known after the line before, or after the usage month's own run: why there is a difference. */
  readonly changes: readonly Change[]
  /** The last month whose facts the line before, or the usage month's own run, knew. */
  readonly knownBefore: BillingMonth
}

/** A fact with its two months, and when and by whom it was recorded. */
export interface RecordedFact<Value> extends DatedFact<Value>, Attribution {}

/** A value that a line rests on. */
export type UsedValue =
  | { readonly kind: 'first-success'; readonly success: FirstSuccessEvent }
  /** Months `from` to `to` are billed; `to` is null while the API was open. */
  | {
      readonly kind: 'billing-span'
      readonly from: BillingMonth
      readonly to: BillingMonth | null
    }
  | { readonly kind: 'opening' | 'closing'; readonly change: AccessChange }
  | { readonly kind: 'service-terms'; readonly fact: RecordedFact<ServiceTerms> }
  | { readonly kind: 'agreed-monthly-fee'; readonly fact: RecordedFact<Decimal | null> }
  | { readonly kind: 'revenue-report'; readonly fact: RecordedFact<Decimal> }
  | { readonly kind: 'revenue-class'; readonly basis: RevenueClassBasis; readonly fee: string }
  | { readonly kind: 'price-list'; readonly list: PriceListVersion }
  | { readonly kind: 'list-price'; readonly resource: ChargedResource; readonly price: Price }
  | {
      readonly kind: 'customer-price'
      readonly resource: ChargedResource
      readonly fact: RecordedFact<Price | null>
    }
  | {
      readonly kind: 'charged-resource'
      readonly resource: ChargedResource
      readonly row: ChargedResourceRow
    }
  | { readonly kind: 'manual-charge'; readonly charge: RecordedManualCharge }
  /** Without a recorded treatment the customer is domestic. */
  | { readonly kind: 'vat-treatment'; readonly fact: RecordedFact<VatTreatment> | undefined }
  | { readonly kind: 'vat-rate'; readonly row: VatRateRow }

export type RevenueClassBasis = Extract<MonthlyFeeBasis, { readonly kind: 'revenue-class' }>

/** The event that started a billing span: the first billable success of an opening. */
export interface FirstSuccessEvent extends Attribution {
  /** The access change that opened the API. */
  readonly openingNumber: number
  readonly source: string
  readonly id: string
  readonly at: Instant
  readonly postedIn: BillingMonth
  /** Its body's hash, which tells it from another one at the same instant. */
  readonly digest: string
  readonly takenBack: Retraction | undefined
}

/** An event was taken back: from its posting month on it counts for nothing. */
export interface Retraction extends Attribution {
  readonly postedIn: BillingMonth
  readonly reason: string
}

export interface RecordedManualCharge extends ManualCharge, Attribution {}

/** An opening or closing of the API. */
export interface AccessChange extends Attribution {
  readonly changeNumber: number
  readonly at: Instant
}

export interface PriceListVersion extends Attribution {
  readonly listId: number
  readonly name: string
  readonly status: 'sample' | 'binding'
  readonly effectiveFrom: BillingMonth
  readonly transactionPrices: Readonly<Partial<Record<ChargedResource, Price>>>
}

/** A line of an earlier document. */
export interface BilledLine {
  readonly number: string
  readonly billingMonth: BillingMonth
  readonly lineNumber: number
  readonly quantity: Decimal
  readonly net: Money
}

/** Billable calls of one usage month and resource that became known, or were taken back, in one posting month. */
export interface PostedUsage {
  readonly usageMonth: BillingMonth
  readonly postedIn: BillingMonth
  readonly resource: string
  readonly method: string
  readonly events: number
  readonly quantity: Decimal
  /** Why and by whom they were taken back; undefined for calls that became known. */
  readonly takenBack: { readonly reason: string; readonly recordedBy: string } | undefined
}

/** Something that became known, or stood in the way, between the line before and this one. */
export type Change =
  /** A run could not bill the usage month. */
  | { readonly kind: 'held'; readonly billingMonth: BillingMonth; readonly reason: HoldReason }
  | { readonly kind: 'late-events' | 'events-taken-back'; readonly usage: PostedUsage }
  | {
      readonly kind: 'late-first-success' | 'first-success-taken-back'
      readonly success: FirstSuccessEvent
    }
  /** The value in force is another one; undefined where there was none, or is none any more. */
  | {
      readonly kind: 'other-value'
      readonly before: UsedValue | undefined
      readonly after: UsedValue | undefined
    }
