import { z } from '@hono/zod-openapi'
import { explainedValue, firstSuccessFields } from './explained-value.ts'
import { holdFields } from './hold-fields.ts'
import { monthText, quantityText } from './values.ts'

/** Something that became known, or stood in the way, between the line before and this one. */
export const explainedChange = z
  .union([
    z.object({ kind: z.literal('held'), billingMonth: monthText, reason: z.object(holdFields) }),
    z.object({
      kind: z.enum(['late-events', 'events-taken-back']),
      usageMonth: monthText,
      postedIn: monthText,
      resource: z.string(),
      method: z.string(),
      events: z.int(),
      quantity: quantityText,
      takenBack: z.object({ reason: z.string(), recordedBy: z.string() }).nullable(),
    }),
    z.object({ kind: z.enum(['late-first-success', 'first-success-taken-back']), ...firstSuccessFields }),
    z.object({
      kind: z.literal('other-value'),
      before: explainedValue.nullable(),
      after: explainedValue.nullable(),
    }),
  ])
  .openapi('ExplainedChange')
