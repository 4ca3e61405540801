import { z } from '@hono/zod-openapi'
import { customerText } from './values.ts'

/** Who a customer is, as known now. */
export const particularsFields = {
  id: customerText,
  name: z.string().openapi({ example: 'Esimerkki Oy' }),
  businessId: z.string().nullable().openapi({ example: '1967543-8' }),
  vatNumber: z.string().nullable().openapi({ example: null }),
}
