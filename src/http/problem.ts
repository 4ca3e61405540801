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
  | 'idempotency-conflict'
  | 'shutting-down'
  | 'internal'

/** A refusal as a problem; what may succeed later without any change is 503. */
export function problemOf(error: BillingError): Problem {
  const status = error.retryable ? 503 : (statuses[error.code] ?? 409)
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

/** Others are conflicts with the state of the books: 409. */
const statuses: Readonly<Partial<Record<RefusalCode, ContentfulStatusCode>>> = {
  'invalid-input': 400,
  'invalid-file': 400,
  'invalid-price-list': 400,
  'unknown-customer': 404,
  'unknown-document': 404,
  'unknown-line': 404,
  'unknown-run': 404,
  'unknown-event': 404,
  'unknown-api-key': 404,
  'database-unreachable': 503,
  'database-privileges': 500,
  'schema-newer': 503,
  'schema-missing': 503,
  'embedded-server': 503,
}

const titles: Readonly<Partial<Record<ContentfulStatusCode, string>>> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available now',
}
