import type { z } from 'zod'
import { shownValue } from '../errors/shown-value.ts'

/**
 * The problems that no schema words itself, in the words of all the others: what stands there, and what is allowed.
 * Given to every parse of what people write (`safeParse(value, { error: inWords })`).
 */
export const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys' || issue.code === 'custom') return undefined
  return notAllowed(issue.input, allowedInWords(issue))
}

/** `3 is not allowed; text is needed`. */
function notAllowed(value: unknown, allowed?: string): string {
  const what = value === undefined ? 'is missing' : `${shownValue(value)} is not allowed`
  return allowed === undefined ? what : `${what}; ${allowed}`
}

function allowedInWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return neededKinds.get(issue.expected)
  if (issue.code === 'invalid_value') return anyOf(issue.values.map((value) => shownValue(value)))
  if (issue.code === 'too_small') return `at least ${counted(issue.minimum, issue.origin)}`
  if (issue.code === 'too_big') return `at most ${counted(issue.maximum, issue.origin)}`
  return undefined
}

const neededKinds = new Map<string, string>([
  ['string', 'text is needed'],
  ['number', 'a number is needed'],
  ['int', 'a whole number is needed'],
  ['boolean', 'true or false is needed'],
  ['array', 'a list is needed'],
  ['object', 'an object is needed'],
  ['record', 'an object is needed'],
])

function counted(bound: number | bigint, origin: string): string {
  const unit = new Map([
    ['string', 'character'],
    ['array', 'entry'],
  ]).get(origin)
  if (unit === undefined) return String(bound)
  const plural = unit === 'entry' ? 'entries' : `${unit}s`
  return `${bound} ${Number(bound) === 1 ? unit : plural}`
}

/** `a, b or c`. */
function anyOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`
}
