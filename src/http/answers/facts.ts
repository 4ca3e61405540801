import { z } from '@hono/zod-openapi'
import { chargedResources } from '../../../rules/charged-resources.ts'
import { pricingModels } from '../../../rules/package-eligibility.ts'
import { vatTreatments } from '../../../rules/vat.ts'
import { price } from './price.ts'
import { attributionFields, decimalText, instantText, moneyText, monthText } from './values.ts'

// The facts of a customer, as they are recorded: each with its two months (R7), when, by whom and why.

const datedFact = z.object({
  factId: z.int().openapi({ description: 'Rises with the order of recording' }),
  from: monthText.openapi({ description: 'The first month that it holds for' }),
  postedIn: monthText.openapi({ description: 'The month in which it became known' }),
  ...attributionFields,
})

export const serviceTerms = datedFact
  .extend({
    pricingModel: z.enum(pricingModels),
    servicePackage: z.string().openapi({ example: 'premium' }),
  })
  .openapi('ServiceTerms')

export const revenueReport = datedFact
  .extend({ eur: decimalText.openapi({ description: 'Euros a year', example: '350000' }) })
  .openapi('RevenueReport')

export const agreedMonthlyFee = datedFact
  .extend({ fee: decimalText.nullable().openapi({ description: 'Null ends it', example: '450' }) })
  .openapi('AgreedMonthlyFee')

export const customerPrice = datedFact
  .extend({
    resource: z.enum(chargedResources),
    price: price.nullable().openapi({ description: 'Null ends it', example: { perUnit: '0.4', free: '10' } }),
  })
  .openapi('CustomerPrice')

export const recordedVatTreatment = datedFact
  .extend({ treatment: z.enum(vatTreatments) })
  .openapi('RecordedVatTreatment')

export const manualCharge = datedFact
  .omit({ from: true })
  .extend({
    usageMonth: monthText,
    text: z.string().openapi({ description: 'What the customer reads', example: 'Credit for the outage' }),
    net: moneyText.openapi({ example: '-25.00' }),
    reason: z.string().openapi({ description: 'Why, for ourselves', example: 'ticket 4711' }),
  })
  .openapi('ManualCharge')

export const clerkHold = datedFact
  .extend({ held: z.boolean(), reason: z.string().openapi({ example: 'disputes the calls' }) })
  .openapi('ClerkHold')

export const retractionSummary = z
  .object({
    usageMonth: monthText,
    postedIn: monthText,
    reason: z.string(),
    events: z.int(),
    firstIds: z.array(z.string()).readonly().openapi({ description: 'The first few' }),
    ...attributionFields,
  })
  .openapi('RetractionSummary')

const attribution = z.object(attributionFields)

export const apiOpening = z
  .object({
    openedAt: instantText,
    opened: attribution,
    closedAt: instantText.nullable().openapi({ example: null }),
    closed: attribution.nullable().openapi({ example: null }),
  })
  .openapi('ApiOpening')
