import { z } from '@hono/zod-openapi'
import { chargedResources } from '../../../rules/charged-resources.ts'
import { decimalText, monthText } from './values.ts'

/** Why a customer's usage month can't be billed (R6), and what each reason tells beside its name. */
export const holdFields = {
  reason: z.enum(['revenue-unknown', 'above-listed-classes', 'no-transaction-price', 'held-by-clerk']),
  revenue: decimalText.optional().openapi({ description: 'Of above-listed-classes, in euros' }),
  endOfTable: decimalText.optional().openapi({ description: 'Of above-listed-classes, in euros' }),
  resources: z
    .array(z.enum(chargedResources))
    .readonly()
    .optional()
    .openapi({ description: 'Of no-transaction-price' }),
  why: z.string().optional().openapi({ description: 'Of held-by-clerk: the reason that the clerk gave' }),
  from: monthText.optional().openapi({ description: 'Of held-by-clerk' }),
  factId: z.int().optional().openapi({ description: 'Of held-by-clerk' }),
}
