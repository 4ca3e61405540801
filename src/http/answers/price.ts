import { z } from '@hono/zod-openapi'
import { decimalText } from './values.ts'

const tiers = z
  .array(
    z.object({
      upTo: decimalText.optional().openapi({ example: '100' }),
      unit: decimalText,
      flat: decimalText.optional(),
    }),
  )
  .readonly()

/** A price (R4): one of four kinds, with free units or without. */
export const price = z
  .object({
    perUnit: decimalText.optional(),
    package: z.object({ size: decimalText, price: decimalText }).optional(),
    graduated: tiers.optional(),
    volume: tiers.optional(),
    free: decimalText.optional().openapi({ description: 'Units a month', example: '10' }),
  })
  .openapi('Price')
