import { z } from '@hono/zod-openapi'
import { parseBillingMonth, type BillingMonth } from '../../../rules/billing-month.ts'
import { parseInstant } from '../../../rules/instant.ts'
import type { CalendarDate } from '../../reporting/usage-question.ts'

/** The query parameters that several reports take. */
export const monthParameter = z.string().openapi({ example: '2026-03' }).transform(toMonth)
export const monthOrDayParameter = z
  .string()
  .openapi({ example: '2026-03', description: 'A month, or a day such as 2026-03-29, in Helsinki' })
  .transform(toMonthOrDay)

function toMonth(text: string, context: z.RefinementCtx): BillingMonth {
  const month = parseBillingMonth(text)
  if (month !== undefined) return month
  context.addIssue({ code: 'custom', message: 'a month is written as 2026-03' })
  return z.NEVER
}

function toMonthOrDay(text: string, context: z.RefinementCtx): BillingMonth | CalendarDate {
  const month = parseBillingMonth(text)
  if (month !== undefined) return month
  if (isDay(text)) return text
  context.addIssue({ code: 'custom', message: 'written as 2026-03 or 2026-03-29' })
  return z.NEVER
}

/** Guarantee: a day that a calendar has. */
function isDay(text: string): text is CalendarDate {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseInstant(`${text}T12:00:00Z`) !== undefined
}
