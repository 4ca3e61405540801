import type { CallRefusal } from '../../rules/may-call.ts'
import { formatInstant, type Instant } from '../../rules/instant.ts'
import type { ProtocolRefusal } from './gateway-refusal.ts'

export interface RefusalAnswer {
  readonly status: number
  readonly contentType: 'text/xml; charset=utf-8'
  readonly body: string
}

export type GatewayRefusal = ProtocolRefusal | CallRefusal

/** The call that is refused, as far as it is known when it is. */
export interface RefusedCall {
  readonly refusal: GatewayRefusal
  /** Such as `accounting.nv`. */
  readonly resource: string
  readonly at: Instant
  readonly httpStatusCodes: boolean
}

/** A refusal as the API itself writes failures: HTTP 200, or a status of its own for those who ask for them. */
export function refusalAnswer({ refusal, resource, at, httpStatusCodes }: RefusedCall): RefusalAnswer {
  const { code, text } = told(refusal, resource)
  return {
    status: httpStatusCodes ? httpStatuses[code] : 200,
    contentType: 'text/xml; charset=utf-8',
    body:
      '<?xml version="1.0" encoding="utf-8"?>\n<Root><ResponseStatus><Status>FAILED</Status>' +
      `<Status>${escaped(`${code} :: ${text}`)}</Status>` +
      `<TimeStamp>${formatInstant(at)}</TimeStamp></ResponseStatus></Root>\n`,
  }
}

type FailureCode =
  | 'AUTHENTICATION_FAILED'
  | 'INVALID_DATA'
  | 'REQUEST_NOT_UNIQUE'
  | 'SERVICE_ACCESS_ERROR'
  | 'SYSTEM_MAINTENANCE'

const httpStatuses: Readonly<Record<FailureCode, number>> = {
  AUTHENTICATION_FAILED: 401,
  INVALID_DATA: 400,
  REQUEST_NOT_UNIQUE: 409,
  SERVICE_ACCESS_ERROR: 403,
  SYSTEM_MAINTENANCE: 503,
}

interface Told {
  readonly code: FailureCode
  readonly text: string
}

function told(refusal: GatewayRefusal, resource: string): Told {
  switch (refusal.kind) {
    case 'missing-header':
      return unauthenticated(`The header ${refusal.header} is missing`)
    case 'malformed-header':
      return unauthenticated(`The header ${refusal.header} is not ${refusal.expected}`)
    case 'ambiguous-header':
      return unauthenticated(`The header ${refusal.header} can be read in two ways`)
    case 'malformed-target':
      return { code: 'INVALID_DATA', text: 'The URL is not /<resource>.nv with parameters' }
    case 'algorithm-not-enabled':
      return unauthenticated('SHA256 is not taken any more: HMACSHA256 is')
    case 'timestamps-disagree':
      return unauthenticated('Timestamp and TimestampUnix are not the same time')
    case 'too-old':
      return unauthenticated(
        `The timestamp is ${refusal.windowSeconds} seconds old or more: it is UTC, and of this call`,
      )
    case 'too-early':
      return unauthenticated(`The timestamp is more than ${refusal.windowSeconds} seconds ahead: it is UTC`)
    case 'used-before':
      return { code: 'REQUEST_NOT_UNIQUE', text: 'This MAC was used before: each call has its own timestamp' }
    case 'too-many-calls':
      return { code: 'SYSTEM_MAINTENANCE', text: 'Too many calls at present: try again in a minute' }
    // A wrong key and an unknown identifier read alike: neither tells which identifiers there are.
    case 'wrong-mac':
    case 'unknown-identifier':
      return unauthenticated('The identifier is unknown, or the MAC is not made with its keys over this call')
    case 'user-does-not-act':
      return noAccess(resource, "the identifier's user does not act for this company")
    case 'no-terms':
    case 'package-lacks-api':
      return noAccess(resource, "the company's service package does not include the API")
    case 'api-closed':
      return noAccess(resource, 'the company has not opened the API')
    case 'resource-blocked':
      return noAccess(
        resource,
        refusal.by === 'integration' ? 'it is not allowed for this integration' : 'it is not allowed',
      )
  }
}

function unauthenticated(text: string): Told {
  return { code: 'AUTHENTICATION_FAILED', text }
}

function noAccess(resource: string, why: string): Told {
  return { code: 'SERVICE_ACCESS_ERROR', text: `No access to ${resource}: ${why}` }
}

/** Characters that XML 1.0 cannot hold, escaped or not, become U+FFFD. */
function escaped(text: string): string {
  const writable = text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
  return writable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
