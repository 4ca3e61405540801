import { z } from 'zod'
import { billingMonth } from '../../rules/billing-month.ts'
import type { ClerkHold } from '../../rules/clerk-hold.ts'
import type { Decimal } from '../../rules/decimal.ts'
import type { Instant } from '../../rules/instant.ts'
import type { ServiceTerms } from '../../rules/package-eligibility.ts'
import { vatTreatments, type VatTreatment } from '../../rules/vat.ts'
import type { NewManualCharge } from '../customers/manual-charges.ts'
import type { NewFact } from '../customers/new-facts.ts'
import type { Customer } from '../customers/record-customers.ts'
import type { NewTerms } from '../customers/record-service-terms.ts'
import type { NewCustomerPrice } from '../prices/customer-prices.ts'
import { textInput } from '../prices/text-input.ts'
import { clerkHoldEntry, manualChargeEntry } from './by-hand-entries.ts'
import { inWords } from './in-words.ts'
import { passOnProblems } from './problem-text.ts'
import {
  accessEntry,
  businessId,
  customerId,
  customerPriceEntry,
  feeEntry,
  revenueEntry,
  termsEntry,
  vatEntry,
  vatNumber,
  vatTreatment,
} from './customer-entries.ts'

/** A fact of a file with the instant it says it was recorded at; undefined: known from the start. */
export type Timed<Fact> = Fact & { readonly recordedAt: Instant | undefined }

/** A customer with all its facts, each list in the order of the file. */
export interface CustomerObject {
  readonly customer: Customer
  readonly vat: readonly Timed<NewFact<VatTreatment>>[]
  readonly terms: readonly Timed<NewTerms>[]
  readonly revenue: readonly Timed<NewFact<Decimal>>[]
  readonly agreedMonthlyFee: readonly Timed<NewFact<Decimal | null>>[]
  readonly transactionPrices: readonly Timed<NewCustomerPrice>[]
  readonly manualCharges: readonly Timed<NewManualCharge>[]
  readonly clerkHolds: readonly Timed<NewFact<ClerkHold>>[]
  readonly api: readonly { readonly customer: string; readonly at: Instant; readonly open: boolean }[]
}

/** A treatment from the start, or a dated series; the problems of either, not only that neither fits. */
const vatInput = z
  .unknown()
  .transform((value, context) => {
    const checked = Array.isArray(value)
      ? z.array(vatEntry).safeParse(value, { error: inWords })
      : vatTreatment.safeParse(value, { error: inWords })
    if (checked.success) return checked.data
    passOnProblems(checked.error, context)
    return z.NEVER
  })
  .meta({
    description: 'A VAT treatment from the start, or a dated series of `{ from, treatment }`',
    anyOf: [
      { type: 'string', enum: [...vatTreatments] },
      { type: 'array', items: { type: 'object' } },
    ],
    example: 'domestic',
  })

/** The customer object of scenario files and of `import customers`. */
export const customerObject = z
  .strictObject({
    id: customerId,
    name: textInput(200),
    businessId: businessId.optional(),
    vat: vatInput.optional(),
    vatNumber: vatNumber.optional(),
    terms: z.array(termsEntry).optional(),
    revenue: z.array(revenueEntry).optional(),
    agreedMonthlyFee: z.array(feeEntry).optional(),
    transactionPrices: z.array(customerPriceEntry).optional(),
    manualCharges: z.array(manualChargeEntry).optional(),
    clerkHolds: z.array(clerkHoldEntry).optional(),
    api: z.array(accessEntry).optional(),
  })
  .transform((content, context): CustomerObject => {
    const { id: customer, vat } = content
    const series = typeof vat === 'string' ? fromTheStart(vat) : (vat ?? [])
    if (content.vatNumber === undefined && series.some(({ treatment }) => treatment === 'reverse-charge'))
      context.addIssue({ code: 'custom', path: ['vatNumber'], message: 'is required for reverse-charge' })
    return {
      customer: {
        customer,
        name: content.name,
        businessId: content.businessId ?? null,
        vatNumber: content.vatNumber ?? null,
      },
      vat: series.map(({ from, treatment, recordedAt }) => ({
        customer,
        from,
        value: treatment,
        recordedAt,
      })),
      terms: (content.terms ?? []).map(
        ({ from, pricingModel, package: servicePackage, storeDate, recordedAt }) => {
          const value: ServiceTerms = { pricingModel, servicePackage }
          return { customer, from, value, storeDate: storeDate ?? null, recordedAt }
        },
      ),
      revenue: (content.revenue ?? []).map(({ from, eur, recordedAt }) => ({
        customer,
        from,
        value: eur,
        recordedAt,
      })),
      agreedMonthlyFee: (content.agreedMonthlyFee ?? []).map(({ from, fee, recordedAt }) => ({
        customer,
        from,
        value: fee,
        recordedAt,
      })),
      transactionPrices: (content.transactionPrices ?? []).map(({ from, resource, price, recordedAt }) => ({
        customer,
        from,
        resource,
        price,
        recordedAt,
      })),
      manualCharges: (content.manualCharges ?? []).map(({ usageMonth, text, net, reason, recordedAt }) => ({
        customer,
        usageMonth,
        text,
        net,
        reason,
        recordedAt,
      })),
      clerkHolds: (content.clerkHolds ?? []).map(({ from, held, reason, recordedAt }) => ({
        customer,
        from,
        value: { held, reason },
        recordedAt,
      })),
      api: (content.api ?? []).map(({ at, open }) => ({ customer, at, open })),
    }
  })

function fromTheStart(treatment: VatTreatment) {
  return [{ from: billingMonth('1970-01'), treatment, recordedAt: undefined }]
}
