import { checkBusinessId } from '../../rules/business-id.ts'
import type { Instant } from '../../rules/instant.ts'
import { ambiguousHeader } from './ambiguous-header.ts'
import { parseTimestamp, parseTimestampUnix } from './call-time.ts'
import type { ProtocolRefusal } from './gateway-refusal.ts'

/** What a call says about itself: nothing of it is proved before its MAC is. */
export interface ProtocolHeaders {
  /** The integration's name, a character for each byte that arrived: `signedSenders` tells what it may mean. */
  readonly sender: string
  /** The API identifier's user id. */
  readonly customerId: string
  readonly partnerId: string
  /** As it was written, which is how it is signed, and as it is read. */
  readonly timestamp: { readonly text: string; readonly at: Instant }
  /** Always there with HMACSHA256; the old algorithm doesn't sign it. */
  readonly timestampUnix: { readonly text: string; readonly at: Instant } | undefined
  readonly transactionId: string
  readonly algorithm: MacAlgorithm
  /** 32 bytes in lower-case hex. */
  readonly mac: string
  /** As it was written: FI, EN or SE, in either case. */
  readonly language: string
  /** A business id with its hyphen. */
  readonly organisationId: string
  readonly httpStatusCodes: boolean
}

export type MacAlgorithm = 'HMACSHA256' | 'SHA256'

export type ReadHeaders =
  | { readonly kind: 'read'; readonly headers: ProtocolHeaders }
  | { readonly kind: 'refused'; readonly refusal: ProtocolRefusal }

/** Reads a call's headers: names and values in turn, a character for each byte, as Node's parser gives them. */
export function readProtocolHeaders(rawHeaders: readonly string[]): ReadHeaders {
  const ambiguous = ambiguousHeader(rawHeaders)
  if (ambiguous !== undefined)
    return { kind: 'refused', refusal: { kind: 'ambiguous-header', header: ambiguous } }
  const values = valuesByName(rawHeaders)
  try {
    return { kind: 'read', headers: headersOf((name) => values.get(name.toLowerCase())) }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', refusal: error.refusal }
    throw error
  }
}

type ValueOf = (name: string) => string | undefined

function headersOf(valueOf: ValueOf): ProtocolHeaders {
  const algorithm = required(
    valueOf,
    'X-Netvisor-Authentication-MACHashCalculationAlgorithm',
    algorithmOf,
    'HMACSHA256 or SHA256',
  )
  const unixName = 'X-Netvisor-Authentication-TimestampUnix'
  const unix = [unixName, timeOf(parseTimestampUnix), 'whole seconds since 1970'] as const
  return {
    sender: required(
      valueOf,
      'X-Netvisor-Authentication-Sender',
      unambiguous,
      `${unambiguousText}, whatever the language`,
    ),
    customerId: required(valueOf, 'X-Netvisor-Authentication-CustomerId', ascii, unambiguousText),
    partnerId: required(valueOf, 'X-Netvisor-Authentication-PartnerId', ascii, unambiguousText),
    timestamp: required(
      valueOf,
      'X-Netvisor-Authentication-Timestamp',
      timeOf(parseTimestamp),
      'YYYY-MM-DD HH:MM:SS.mmm in UTC',
    ),
    timestampUnix:
      algorithm === 'SHA256' && valueOf(unixName) === undefined ? undefined : required(valueOf, ...unix),
    transactionId: required(valueOf, 'X-Netvisor-Authentication-TransactionId', ascii, unambiguousText),
    algorithm,
    mac: required(valueOf, 'X-Netvisor-Authentication-MAC', macOf, '64 hex digits'),
    language: required(valueOf, 'X-Netvisor-Interface-Language', languageOf, 'FI, EN or SE'),
    organisationId: required(
      valueOf,
      'X-Netvisor-Organisation-ID',
      organisationOf,
      'a business id with its hyphen',
    ),
    httpStatusCodes: flagOf(valueOf, 'X-Netvisor-Authentication-UseHTTPResponseStatusCodes'),
  }
}

function valuesByName(rawHeaders: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    values.set((rawHeaders[index] ?? '').toLowerCase(), (rawHeaders[index + 1] ?? '').trim())
  return values
}

/** Carries a refusal out of nested reading; it never leaves this file. */
class Refused extends Error {
  readonly refusal: ProtocolRefusal

  constructor(refusal: ProtocolRefusal) {
    super(refusal.kind)
    this.refusal = refusal
  }
}

function required<T>(
  valueOf: ValueOf,
  header: string,
  read: (text: string) => T | undefined,
  expected: string,
): T {
  const text = valueOf(header)
  if (text === undefined || text === '') throw new Refused({ kind: 'missing-header', header })
  const value = read(text)
  if (value === undefined) throw new Refused({ kind: 'malformed-header', header, expected })
  return value
}

const unambiguousText = 'at most 255 characters without &'

// What is signed is joined by &: in a value it would let a part of one move to its neighbour under the same MAC.
const unambiguous = textMatching(/^[ !-%'-~\u0080-\u00FF]{1,255}$/)

const ascii = textMatching(/^[ !-%'-~]{1,255}$/)

const languageOf = textMatching(/^(?:FI|EN|SE)$/i)

function textMatching(form: RegExp): (text: string) => string | undefined {
  return (text) => (form.test(text) ? text : undefined)
}

function organisationOf(text: string): string | undefined {
  return checkBusinessId(text).kind === 'malformed' ? undefined : text
}

function algorithmOf(text: string): MacAlgorithm | undefined {
  const name = text.toUpperCase()
  return name === 'HMACSHA256' || name === 'SHA256' ? name : undefined
}

function macOf(text: string): string | undefined {
  return /^[0-9a-f]{64}$/i.test(text) ? text.toLowerCase() : undefined
}

function timeOf(parse: (text: string) => Instant | undefined) {
  return (text: string) => {
    const at = parse(text)
    return at === undefined ? undefined : { text, at }
  }
}

function flagOf(valueOf: ValueOf, header: string): boolean {
  const text = (valueOf(header) ?? '').toLowerCase()
  if (text === '1' || text === 'true') return true
  if (text === '' || text === '0' || text === 'false') return false
  throw new Refused({ kind: 'malformed-header', header, expected: '1 or 0' })
}
