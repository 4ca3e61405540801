import { z } from '@hono/zod-openapi'
import { holdFields } from './hold-fields.ts'
import { customerText, moneyText, monthText, quantityText } from './values.ts'

/** What a run issues or would issue. */
export const runTotals = z
  .object({
    month: monthText,
    invoices: z.int(),
    creditNotes: z.int(),
    net: moneyText,
    vat: moneyText,
    gross: moneyText,
    charges: z
      .array(
        z.object({
          charge: z.string().openapi({ example: 'monthly-fee' }),
          adjustment: z.boolean(),
          lines: z.int(),
          quantity: quantityText,
          net: moneyText,
        }),
      )
      .readonly(),
    holds: z
      .array(z.object({ customer: customerText, usageMonth: monthText, ...holdFields }))
      .readonly()
      .openapi({ description: 'What is not billed yet, and why', example: [] }),
  })
  .openapi('RunTotals')
