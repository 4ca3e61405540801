import { z } from '@hono/zod-openapi'
import {
  agreedMonthlyFee,
  apiOpening,
  clerkHold,
  customerPrice,
  manualCharge,
  recordedVatTreatment,
  retractionSummary,
  revenueReport,
  serviceTerms,
} from './facts.ts'
import { particularsFields } from './particulars.ts'

/** A customer and everything recorded about it; each kind of fact in the order of recording. */
export const factSheet = z
  .object({
    ...particularsFields,
    terms: z.array(serviceTerms).readonly(),
    revenue: z.array(revenueReport).readonly(),
    agreedMonthlyFee: z.array(agreedMonthlyFee).readonly(),
    transactionPrices: z.array(customerPrice).readonly(),
    vat: z.array(recordedVatTreatment).readonly(),
    manualCharges: z.array(manualCharge).readonly(),
    clerkHolds: z.array(clerkHold).readonly(),
    retractions: z.array(retractionSummary).readonly(),
    api: z.array(apiOpening).readonly(),
  })
  .openapi('FactSheet')
