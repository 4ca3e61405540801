import { z } from '@hono/zod-openapi'
import { chargedResources } from '../../../rules/charged-resources.ts'
import { vatTreatments } from '../../../rules/vat.ts'
import { agreedMonthlyFee, customerPrice, manualCharge, revenueReport, serviceTerms } from './facts.ts'
import { price } from './price.ts'
import { attributionFields, decimalText, instantText, monthText } from './values.ts'

const kind = <Name extends string>(name: Name) => ({ kind: z.literal(name) })

const row = { from: monthText, source: z.string().openapi({ description: 'Where the row is from' }) }

/** The event that started a billing span. */
export const firstSuccessFields = {
  openingNumber: z.int(),
  source: z.string(),
  id: z.string(),
  at: instantText,
  postedIn: monthText,
  digest: z.string(),
  ...attributionFields,
  takenBack: z.object({ postedIn: monthText, reason: z.string(), ...attributionFields }).nullable(),
}

/** A dated value that a line rests on, by its kind. */
export const explainedValue = z
  .union([
    z.object({ ...kind('first-success'), ...firstSuccessFields }),
    z.object({ ...kind('billing-span'), from: monthText, to: monthText.nullable() }),
    z.object({
      kind: z.enum(['opening', 'closing']),
      changeNumber: z.int(),
      at: instantText,
      ...attributionFields,
    }),
    serviceTerms.extend(kind('service-terms')),
    agreedMonthlyFee.extend(kind('agreed-monthly-fee')),
    revenueReport.extend(kind('revenue-report')),
    z.object({
      ...kind('revenue-class'),
      classFrom: decimalText,
      classBound: decimalText,
      boundIncluded: z.boolean(),
      fee: decimalText,
    }),
    z.object({
      ...kind('price-list'),
      listId: z.int(),
      name: z.string(),
      status: z.enum(['sample', 'binding']),
      effectiveFrom: monthText,
      ...attributionFields,
    }),
    z.object({ ...kind('list-price'), resource: z.enum(chargedResources), price }),
    customerPrice.extend(kind('customer-price')),
    z.object({
      ...kind('charged-resource'),
      resource: z.enum(chargedResources),
      ...row,
      method: z.literal('POST'),
      charged: z.boolean(),
    }),
    manualCharge.extend(kind('manual-charge')),
    z.object({
      ...kind('vat-treatment'),
      treatment: z.enum(vatTreatments),
      from: monthText.nullable().openapi({ description: 'Null: domestic, as none is recorded' }),
      factId: z.int().optional(),
      postedIn: monthText.optional(),
      recordedAt: instantText.optional(),
      recordedBy: z.string().optional(),
      note: z.string().nullable().optional(),
    }),
    z.object({ ...kind('vat-rate'), ...row, rate: decimalText }),
  ])
  .openapi('ExplainedValue')
