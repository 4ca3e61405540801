import { z } from '@hono/zod-openapi'
import { shownValue } from '../errors/shown-value.ts'

/** Text in a URL that names something recorded. Nothing is recorded under control characters or half characters. */
export const textParameter = z
  .string()
  .min(1)
  .max(2000)
  .refine(isVisible, {
    error: ({ input }) => `${shownValue(input)} is not allowed; text without control characters is`,
  })

function isVisible(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text)
}
