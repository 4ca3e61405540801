import { z } from '@hono/zod-openapi'
import { channels, dispositions, outcomes } from '../../../rules/disposition.ts'
import { attributionFields, customerText, instantText, monthText } from './values.ts'

/** A recorded event, where it stands, and whether it was taken back. */
export const recordedEvent = z
  .object({
    customer: customerText,
    source: z.string().openapi({ example: 'default' }),
    id: z.string().openapi({ example: 'e1' }),
    resource: z.string().openapi({ example: 'purchaseinvoice.nv' }),
    method: z.string().openapi({ example: 'POST' }),
    outcome: z.enum(outcomes),
    quantity: z.int().openapi({ example: 3 }),
    channel: z.enum(channels),
    identifier: z.string().nullable().openapi({ example: null }),
    at: instantText,
    durationMs: z.int().nullable().openapi({ example: 12 }),
    disposition: z.enum(dispositions),
    usageMonth: monthText,
    postingMonth: monthText,
    ...attributionFields,
    retraction: z
      .object({ postingMonth: monthText, reason: z.string(), ...attributionFields })
      .nullable()
      .openapi({ description: 'Null unless it was taken back', example: null }),
  })
  .openapi('RecordedEvent')
