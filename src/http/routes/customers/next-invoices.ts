import { z } from '@hono/zod-openapi'
import { holdFields } from '../../answers/hold-fields.ts'
import { moneyText, monthText, quantityText } from '../../answers/values.ts'

const line = z.object({
  charge: z.string().openapi({ example: 'monthly-fee' }),
  description: z.string().openapi({ example: 'Monthly fee' }),
  usageMonth: monthText,
  quantity: quantityText,
  net: moneyText,
})
const preview = z.object({
  document: z
    .object({
      kind: z.enum(['invoice', 'credit-note']),
      lines: z.array(line).readonly(),
      net: moneyText,
      vat: moneyText,
      gross: moneyText,
    })
    .nullable()
    .openapi({ description: 'Null where there would be none' }),
  holds: z.array(z.object({ usageMonth: monthText, ...holdFields })).readonly(),
})

/** What a change does to the customer's next invoices. */
export const nextInvoicesSchema = z
  .array(z.object({ month: monthText, before: preview, after: preview }))
  .readonly()
  .openapi('NextInvoices', { example: [] })
