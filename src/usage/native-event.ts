import * as z from 'zod'
import { eventFields } from './event-fields.ts'
import { eventProblems } from './event-problems.ts'

/** The native form of an API call event, as files and `POST /v1/events` carry it. */
export const nativeEvent = z.strictObject({
  ...eventFields,
  source: eventFields.source.nullish().describe(eventFields.source.description ?? ''),
})

/** The fields of an event that passed validation, not yet normalised. */
export type EventFields = z.output<typeof nativeEvent>

export type CheckedEvent =
  | { readonly kind: 'fields'; readonly fields: EventFields }
  | { readonly kind: 'malformed'; readonly reason: string }

/** Validates the native form. */
export function checkNativeEvent(value: object): CheckedEvent {
  const result = nativeEvent.safeParse(value)
  if (result.success) return { kind: 'fields', fields: result.data }
  return { kind: 'malformed', reason: eventProblems(result.error.issues, value, () => nativeEvent.shape) }
}
