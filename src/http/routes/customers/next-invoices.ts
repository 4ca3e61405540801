import { z } from '@hono/zod-openapi'

const preview = z.object({
  document: z.object({ kind: z.string(), net: z.string(), vat: z.string(), gross: z.string() }).nullable(),
  holds: z.array(z.object({ usageMonth: z.string(), reason: z.string() })).readonly(),
})

/** What a change does to the customer's next invoices. */
export const nextInvoicesSchema = z
  .array(z.object({ month: z.string(), before: preview, after: preview }))
  .readonly()
  .openapi('NextInvoices')
