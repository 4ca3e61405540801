import { z } from 'zod'
import { shownValue } from '../errors/shown-value.ts'

/** Text that is shown to people and stored: 1 to `longest` characters, no control characters, no space around it. */
export function textInput(longest: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), {
      error: ({ input }) => `${shownValue(input)} is not allowed; text without control characters is`,
    })
}
