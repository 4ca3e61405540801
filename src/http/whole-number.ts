import { z } from '@hono/zod-openapi'
import { shownValue } from '../errors/shown-value.ts'

/** A whole number in a URL, written in digits alone: what else JavaScript takes for a number is none. */
export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .transform((text, context): number => {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
      if (value >= min && value <= max) return value
      context.addIssue({
        code: 'custom',
        message: `${shownValue(text)} is not allowed; a whole number from ${min} to ${max} is`,
      })
      return z.NEVER
    })
    .openapi({ type: 'integer', minimum: min, maximum: max })
}

/** As many as 15 digits can count: more than any id of ours. */
export const wholeNumberMax = 999_999_999_999_999
