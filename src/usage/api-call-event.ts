import { normalResourceName } from '../../rules/charged-resources.ts'
import type { Instant } from '../../rules/instant.ts'
import { checkCloudEvent } from './cloud-event.ts'
import type { channels } from './event-fields.ts'
import { checkNativeEvent, type EventFields } from './native-event.ts'

/** One recorded request to the metered API, normalised. Identity is (customer, source, id). */
export interface ApiCallEvent {
  readonly id: string
  readonly source: string
  readonly customer: string
  /** Lower case, without a query string. */
  readonly resource: string
  /** Upper case. */
  readonly method: string
  readonly outcome: 'ok' | 'failed'
  /** Documents in the request: a whole number from 1 to 2^53 - 1. */
  readonly quantity: number
  readonly channel: (typeof channels)[number]
  readonly identifier: string | null
  /** When the call was made; null when the sender left it out: the time of receipt. */
  readonly at: Instant | null
  /** Whole milliseconds, rounded; not part of the body. */
  readonly durationMs: number | null
}

export type ReadEvent =
  | { readonly kind: 'event'; readonly event: ApiCallEvent }
  | { readonly kind: 'malformed'; readonly reason: string }

/**
 * Reads an event in its native form or as a CloudEvent 1.0 (which has `specversion`), from parsed JSON. Decided: an
 * optional field given as null counts as omitted, a required one as missing. Tests: test/usage/
 */
export function readApiCallEvent(value: unknown, form: 'any' | 'cloud-event' = 'any'): ReadEvent {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      kind: 'malformed',
      reason: `${kindOf(value)} is not an event; an object with id, customer, resource, method and outcome is`,
    }
  }
  const isCloudEvent = form === 'cloud-event' || 'specversion' in value
  const checked = isCloudEvent ? checkCloudEvent(value) : checkNativeEvent(value)
  return checked.kind === 'fields' ? { kind: 'event', event: normalised(checked.fields) } : checked
}

function normalised(fields: EventFields): ApiCallEvent {
  const { durationMs } = fields
  return {
    id: fields.id,
    source: fields.source ?? 'default',
    customer: fields.customer,
    resource: normalResourceName(fields.resource),
    method: fields.method.toUpperCase(),
    outcome: fields.outcome,
    quantity: fields.quantity ?? 1,
    channel: fields.channel ?? 'web-service',
    identifier: fields.identifier ?? null,
    at: fields.at ?? null,
    durationMs: durationMs === null || durationMs === undefined ? null : Math.round(durationMs) + 0,
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}
