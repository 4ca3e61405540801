import { z } from '@hono/zod-openapi'

// The values that answers are made of: text wherever a JSON number could lose a digit.

export const moneyText = z.string().openapi({ description: 'Euros and cents', example: '69.00' })
export const decimalText = z.string().openapi({ description: 'An exact decimal', example: '0.25' })
export const quantityText = z.string().openapi({ description: 'Units', example: '120' })
export const monthText = z.string().openapi({ description: 'A month in Helsinki', example: '2026-03' })
export const dateText = z.string().openapi({ format: 'date', example: '2026-04-03' })
export const instantText = z.string().openapi({ format: 'date-time', example: '2026-03-10T08:00:00Z' })
export const customerText = z.string().openapi({ description: 'A customer’s id', example: 'c1' })
export const documentNumberText = z.string().openapi({ example: '2026-0000001' })

/** When, by whom and why something was recorded. */
export const attributionFields = {
  recordedAt: instantText,
  recordedBy: z.string().openapi({ example: 'API key back office' }),
  note: z.string().nullable().openapi({ example: null }),
}
