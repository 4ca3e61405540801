import * as z from 'zod'
import { eventFields } from './event-fields.ts'
import { eventProblems, type FieldSchemas } from './event-problems.ts'
import type { CheckedEvent } from './native-event.ts'

const { id, source, customer, at, ...dataFields } = eventFields
const jsonMediaType = /^[\w!#$&^.+-]+\/(?:json|[\w!#$&^.-]+\+json)\s*(?:;.*)?$/i

/** An API call event as a CloudEvent 1.0 in JSON. Other context attributes are extensions and not read. */
export const cloudEvent = z.looseObject({
  specversion: z.literal('1.0').describe('"1.0"'),
  type: z.literal('api.call').describe('"api.call"'),
  id,
  source,
  subject: customer,
  time: at,
  datacontenttype: z.string().regex(jsonMediaType).nullish().describe('application/json, or left out'),
  data: z.strictObject(dataFields).describe(`an object with ${Object.keys(dataFields).join(', ')}`),
})

/** Validates a CloudEvent; its data may be JSON in base64, which some senders make of everything. */
export function checkCloudEvent(value: object): CheckedEvent {
  const event = withDecodedData(value)
  if (typeof event === 'string') return { kind: 'malformed', reason: event }
  const result = cloudEvent.safeParse(event)
  if (!result.success) {
    return { kind: 'malformed', reason: eventProblems(result.error.issues, event, fieldsAt) }
  }
  const { subject, time, data } = result.data
  return {
    kind: 'fields',
    fields: { ...data, id: result.data.id, source: result.data.source, customer: subject, at: time },
  }
}

function fieldsAt(path: string): FieldSchemas {
  return path === 'data' ? cloudEvent.shape.data.shape : cloudEvent.shape
}

/** The event with its data in plain, or what is wrong with `data_base64`. */
function withDecodedData(value: object): object | string {
  const encoded: unknown = Reflect.get(value, 'data_base64')
  if (encoded === undefined || encoded === null) return value
  const plain: unknown = Reflect.get(value, 'data')
  if (plain !== undefined && plain !== null) return 'data_base64: not allowed beside data; one of the two'
  try {
    if (typeof encoded !== 'string' || !base64.test(encoded)) throw new Error('not base64')
    const json = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64'))
    const data: unknown = JSON.parse(json)
    return { ...value, data }
  } catch {
    return 'data_base64: not allowed as it is; an object as JSON in UTF-8 in base64'
  }
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
