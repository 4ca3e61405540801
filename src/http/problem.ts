import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { BillingError, type RefusalCode } from '../errors/billing-error.ts'

/** An RFC 9457 problem; `code` is stable, the texts are for people. */
export interface Problem {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: ContentfulStatusCode
  readonly code: RefusalCode | HttpRefusalCode
  readonly detail: string
  /** What the reader can act on: field, allowed values, the next step. */
  readonly [detail: string]: unknown
}

/** Refusals that only HTTP knows. */
export type HttpRefusalCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'unsupported-media-type'
  | 'too-large'
  | 'too-many-requests'
  | 'overloaded'
  | 'request-timeout'
  | 'idempotency-conflict'
  | 'shutting-down'
  | 'internal'

/** A refusal as a problem; what may succeed later without any change is 503. */
export function problemOf(error: BillingError): Problem {
  const status = error.retryable ? 503 : (statuses.get(error.code) ?? 409)
  return problem(status, error.code, error.message, error.details)
}

/** What work behind an answer failed with, for those who ask about it. */
export function problemOfFailure(error: unknown): Problem {
  return error instanceof BillingError
    ? problemOf(error)
    : problem(500, 'internal', 'Something is wrong on our side; it is logged')
}

export function problem(
  status: ContentfulStatusCode,
  code: Problem['code'],
  detail: string,
  details: Readonly<Record<string, unknown>> = {},
): Problem {
  return { ...details, type: 'about:blank', title: titles[status] ?? 'Refused', status, code, detail }
}

/** The codes that an answer of each status may carry, as the OpenAPI document lists them. */
export const problemCodes: ReadonlyMap<ContentfulStatusCode, readonly Problem['code'][]> = new Map<
  ContentfulStatusCode,
  readonly Problem['code'][]
>([
  [400, ['invalid-input', 'invalid-file']],
  [401, ['unauthenticated']],
  [403, ['forbidden']],
  [
    404,
    [
      'not-found',
      'unknown-customer',
      'unknown-document',
      'unknown-line',
      'unknown-run',
      'unknown-event',
      'unknown-api-key',
      'unknown-user',
    ],
  ],
  [405, ['method-not-allowed']],
  [408, ['request-timeout']],
  [
    409,
    [
      'idempotency-conflict',
      'guarantee-violated',
      'month-closed',
      'month-not-ended',
      'month-out-of-order',
      'run-out-of-order',
      'no-price-list',
      'sample-price-list',
      'holds-not-accepted',
      'number-series-exhausted',
      'package-lacks-api',
      'api-already-open',
      'api-already-closed',
      'backdated-access-change',
      'right-unchanged',
      'role-unchanged',
      'already-held',
      'not-held',
      'ambiguous-event',
      'already-retracted',
      'payment-refused',
      'payment-conflict',
    ],
  ],
  [413, ['too-large']],
  [415, ['unsupported-media-type']],
  [429, ['too-many-requests']],
  [431, ['too-large']],
  [500, ['internal', 'database-privileges']],
  [
    503,
    [
      'shutting-down',
      'overloaded',
      'database-unreachable',
      'schema-newer',
      'schema-missing',
      'embedded-server',
      'identifier-key-needed',
    ],
  ],
])

const statuses = new Map<Problem['code'], ContentfulStatusCode>(
  [...problemCodes].flatMap(([status, codes]) => codes.map((code) => [code, status] as const)),
)

const titles: Readonly<Partial<Record<ContentfulStatusCode, string>>> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  431: 'Header too large',
  500: 'Internal error',
  503: 'Not available now',
}
