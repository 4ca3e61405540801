import * as z from 'zod'
import { parseInstant, type Instant } from '../../rules/instant.ts'

// The fields of an API call event, one schema each: validation, the sentences of refusals (`describe` says what is
// allowed) and the OpenAPI document all read these. An optional field given as null counts as omitted.

export const channels = ['web-service', 'store-extension', 'finvoice-import', 'smart-excel'] as const

/** Milliseconds that fit a PostgreSQL integer: 24 days, longer than any request. */
const longestMs = 2_147_483_647

export const eventFields = {
  id: text(200).describe(textAllowed(200)),
  source: text(200).describe(textAllowed(200)),
  customer: text(100).describe(textAllowed(100)),
  resource: z
    .string()
    .regex(plainText(200, '(?:\\?.*)?'))
    .describe(`${textAllowed(200)}, a query string not counted`),
  method: z
    .string()
    .regex(/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/i)
    .describe('GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS'),
  outcome: z.enum(['ok', 'failed']).describe('"ok" or "failed"'),
  quantity: z.int().min(1).nullish().describe('a whole number from 1 to 9007199254740991'),
  channel: z
    .enum(channels)
    .nullish()
    .describe('web-service, store-extension, finvoice-import or smart-excel'),
  identifier: text(200).nullish().describe(textAllowed(200)),
  at: z
    .string()
    .transform(toInstant)
    .nullish()
    .describe('an RFC 3339 time with its offset from 1970 to 2200, such as 2026-03-10T10:00:00+02:00'),
  durationMs: z.number().min(0).max(longestMs).nullish().describe(`a number from 0 to ${longestMs}`),
}

/** 1 to `longest` characters without control characters and lone surrogates, and no white space around them. */
function plainText(longest: number, unread = ''): RegExp {
  const character = unread === '' ? '[^\\p{Cc}\\p{Cs}]' : '[^\\p{Cc}\\p{Cs}?]'
  return new RegExp(`^(?!\\s)${character}{1,${longest}}(?<!\\s)${unread}$`, 'su')
}

function text(longest: number): z.ZodString {
  const pattern = plainText(longest)
  return z.string().regex(pattern).meta({ pattern: pattern.source }) // what makes OpenAPI of it would keep the flags
}

function textAllowed(longest: number): string {
  return `text of 1 to ${longest} characters without control characters or white space around it`
}

function toInstant(written: string, context: z.RefinementCtx): Instant {
  const instant = parseInstant(written)
  if (instant !== undefined) return instant
  context.addIssue({ code: 'custom' })
  return z.NEVER
}
