import { z } from '@hono/zod-openapi'
import { decimalText, instantText, monthText } from './values.ts'

const monthlyFeeBasis = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agreed-monthly-fee'), from: monthText, factId: z.int() }),
  z.object({
    kind: z.literal('revenue-class'),
    revenue: decimalText,
    revenueFrom: monthText,
    revenueFactId: z.int(),
    classFrom: decimalText,
    classBound: decimalText,
    boundIncluded: z.boolean(),
    priceList: z.string(),
  }),
])

const priceBasis = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer-price'), from: monthText, factId: z.int() }),
  z.object({ kind: z.literal('price-list'), priceList: z.string() }),
])

const priceStep = z.object({
  label: z.string(),
  units: decimalText,
  unit: decimalText,
  flat: decimalText,
  amount: decimalText,
})

/** Why a line's charge is what it is: the rule, and every dated value and step that it used. */
export const lineReasons = z
  .union([
    z.object({
      rule: z.literal('R3'),
      span: z.object({ firstSuccessAt: instantText, from: monthText, to: monthText.nullable() }),
      basis: monthlyFeeBasis,
      fee: decimalText,
    }),
    z.object({
      rule: z.literal('R4'),
      basis: priceBasis,
      steps: z.array(priceStep).readonly(),
      exact: decimalText,
    }),
    z.object({
      rule: z.literal('R8'),
      kind: z.literal('manual-charge'),
      factId: z.int(),
      text: z.string(),
      reason: z.string(),
    }),
    z.object({ rule: z.literal('R8'), kind: z.literal('no-longer-owed') }),
  ])
  .openapi('LineReasons')
