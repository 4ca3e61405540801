import { readApiCallEvent, type ReadEvent } from '../../usage/api-call-event.ts'
import { jsonLinesRows } from '../../importing/reading/json-lines-rows.ts'
import { HttpRefusal } from '../http-refusal.ts'
import { problem } from '../problem.ts'
import type { HeldBytes } from '../body-budget.ts'
import { requestBytes } from '../request-bytes.ts'
import { countJsonValues } from './count-json-values.ts'
import { bodyBytesMax, eventsMax, jsonValuesMax } from './limits.ts'

/** What a body of events may be. */
export const eventMediaTypes = [
  'application/json',
  'application/x-ndjson',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
] as const

/** The events of a request in their order, read or found malformed. A CloudEvent in binary mode is one event in headers. */
export async function sentEvents(request: Request, held: HeldBytes): Promise<readonly ReadEvent[]> {
  const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (request.headers.has('ce-specversion'))
    return [readApiCallEvent(await binaryCloudEvent(request, held, mediaType), 'cloud-event')]
  switch (mediaType) {
    case 'application/json':
      return withinLimit(arrayOf(await jsonBody(request, held))).map((value) => readApiCallEvent(value))
    case 'application/cloudevents-batch+json':
      return withinLimit(arrayOf(await jsonBody(request, held))).map(readCloudEvent)
    case 'application/cloudevents+json':
      return [readCloudEvent(await jsonBody(request, held))]
    case 'application/x-ndjson':
      return jsonLines(request, held)
    default:
      throw new HttpRefusal(
        problem(
          415,
          'unsupported-media-type',
          `Content-Type ${mediaType === '' ? 'is missing' : mediaType}; allowed: ${eventMediaTypes.join(', ')}, or a CloudEvent in binary mode`,
          { allowed: eventMediaTypes },
        ),
      )
  }
}

function readCloudEvent(value: unknown): ReadEvent {
  return readApiCallEvent(value, 'cloud-event')
}

async function jsonLines(request: Request, held: HeldBytes): Promise<readonly ReadEvent[]> {
  const events: ReadEvent[] = []
  for await (const { rows } of jsonLinesRows(requestBytes(request, held, bodyBytesMax)))
    for (const row of rows) {
      events.push(row.kind === 'malformed' ? row : readApiCallEvent(row.value))
      withinLimit(events)
    }
  if (events.length === 0)
    throw new HttpRefusal(problem(400, 'invalid-input', 'The body is empty; an event a line is expected'))
  return events
}

async function jsonBody(request: Request, held: HeldBytes): Promise<unknown> {
  const parts: Uint8Array[] = []
  for await (const part of requestBytes(request, held, bodyBytesMax)) parts.push(part)
  const bytes = Buffer.concat(parts)
  if (countJsonValues(bytes) > jsonValuesMax)
    throw new HttpRefusal(
      problem(413, 'too-large', `A request may hold at most ${jsonValuesMax} JSON values`, { jsonValuesMax }),
    )
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message.replaceAll(/\p{Cc}/gu, ' ') : String(error)
    throw new HttpRefusal(problem(400, 'invalid-input', `The body is not valid JSON in UTF-8: ${why}`))
  }
}

function arrayOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new HttpRefusal(
    problem(400, 'invalid-input', 'The body is not an array of events; put [ ] around a single one'),
  )
}

function withinLimit<Event>(events: readonly Event[]): readonly Event[] {
  if (events.length <= eventsMax) return events
  throw new HttpRefusal(
    problem(413, 'too-large', `A request may hold at most ${eventsMax} events`, { eventsMax }),
  )
}

/** The CNCF's HTTP binding: attributes in `ce-` headers, percent-encoded, the data in the body. */
async function binaryCloudEvent(request: Request, held: HeldBytes, mediaType: string): Promise<object> {
  const attributes = [...request.headers]
    .filter(([name]) => name.startsWith('ce-'))
    .map(([name, value]) => [name.slice('ce-'.length), decoded(name, unquoted(value))] as const)
  const data = await jsonBody(request, held)
  return { ...Object.fromEntries(attributes), datacontenttype: mediaType === '' ? null : mediaType, data }
}

function unquoted(value: string): string {
  return /^"(?:[^"\\]|\\.)*"$/.test(value) ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value
}

function decoded(name: string, value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    throw new HttpRefusal(problem(400, 'invalid-input', `${name}: not percent-encoded UTF-8`))
  }
}
