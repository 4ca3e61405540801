/**
 * Every refusal Laskuri makes, by a code that never changes its meaning. The transports map codes to exit
 * codes, HTTP statuses and sentences; nothing else may invent one.
 */
export type RefusalCode =
  // input
  | 'invalid-input'
  | 'invalid-file'
  | 'unknown-customer'
  | 'unknown-document'
  | 'unknown-line'
  | 'unknown-run'
  | 'unknown-event'
  | 'unknown-api-key'
  | 'unknown-user'
  | 'ambiguous-event'
  | 'invalid-price-list'
  // rules
  | 'month-closed'
  | 'month-not-ended'
  | 'month-out-of-order'
  | 'no-price-list'
  | 'sample-price-list'
  | 'package-lacks-api'
  | 'api-already-open'
  | 'api-already-closed'
  | 'backdated-access-change'
  | 'right-unchanged'
  | 'role-unchanged'
  | 'identifier-key-needed'
  | 'run-out-of-order'
  | 'holds-not-accepted'
  | 'number-series-exhausted'
  | 'scenario-differs'
  | 'interrupted'
  | 'rows-refused'
  | 'already-retracted'
  | 'already-held'
  | 'not-held'
  | 'not-confirmed'
  | 'documents-differ'
  | 'payment-refused'
  | 'payment-conflict'
  // database
  | 'database-unreachable'
  | 'database-privileges'
  | 'schema-newer'
  | 'schema-missing'
  | 'guarantee-violated'
  | 'not-demo-data'
  | 'embedded-server'
  // serving
  | 'cannot-listen'

export interface RefusalOptions {
  /** What the reader can act on: file, line, field, allowed values, the next command. */
  readonly details?: Readonly<Record<string, unknown>>
  /** True when the same call may succeed later without any change by the caller. */
  readonly retryable?: boolean
  readonly cause?: unknown
}

/** A refusal: something the caller asked for that is not allowed or not possible, said in one plain sentence. */
export class BillingError extends Error {
  readonly code: RefusalCode
  readonly details: Readonly<Record<string, unknown>>
  readonly retryable: boolean

  constructor(code: RefusalCode, message: string, options: RefusalOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'BillingError'
    this.code = code
    this.details = options.details ?? {}
    this.retryable = options.retryable ?? false
  }
}
