import { z } from '@hono/zod-openapi'
import { parseBillingMonth, type BillingMonth } from '../../../rules/billing-month.ts'
import { parseInstant } from '../../../rules/instant.ts'
import { shownValue } from '../../errors/shown-value.ts'
import type { CalendarDate } from '../../reporting/usage-question.ts'
import { textParameter } from '../text-parameter.ts'

/** The query parameters that several reports take. */
export const monthParameter = z.string().openapi({ example: '2026-03' }).transform(toMonth)
export const monthOrDayParameter = z
  .string()
  .openapi({ example: '2026-03', description: 'A month, or a day such as 2026-03-29, in Helsinki' })
  .transform(toMonthOrDay)
export const customerParameter = textParameter
  .optional()
  .openapi({ example: 'c1', description: 'One customer; without it all that the API key covers' })

/** A comma list of some of the dimensions, each once. */
export function dimensionsParameter<Dimension extends string>(all: readonly Dimension[], example: string) {
  return z
    .string()
    .openapi({ example, description: `A comma list of ${all.join(', ')}` })
    .transform((text, context): readonly Dimension[] => {
      const named = text.split(',').map((name) => all.find((known) => known === name.trim()))
      const known = named.flatMap((name) => name ?? [])
      if (known.length === named.length) return [...new Set(known)]
      context.addIssue({ code: 'custom', message: `allowed are ${all.join(', ')}` })
      return z.NEVER
    })
}

/** Months that a report is about; refused when it would be empty. */
export function inOrder({ from, to }: { readonly from: string; readonly to: string }): boolean {
  return from.slice(0, 7) < to.slice(0, 7) || from.slice(0, to.length) <= to
}
export const notInOrder = { path: ['to'], error: 'is before from' }

function toMonth(text: string, context: z.RefinementCtx): BillingMonth {
  const month = parseBillingMonth(text)
  if (month !== undefined) return month
  context.addIssue({ code: 'custom', message: `${shownValue(text)} is no month; write 2026-03` })
  return z.NEVER
}

function toMonthOrDay(text: string, context: z.RefinementCtx): BillingMonth | CalendarDate {
  const month = parseBillingMonth(text)
  if (month !== undefined) return month
  if (isDay(text)) return text
  context.addIssue({
    code: 'custom',
    message: `${shownValue(text)} is no month or day; write 2026-03 or 2026-03-29`,
  })
  return z.NEVER
}

/** Guarantee: a day that a calendar has. */
function isDay(text: string): text is CalendarDate {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseInstant(`${text}T12:00:00Z`) !== undefined
}
