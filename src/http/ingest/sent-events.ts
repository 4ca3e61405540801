import { readApiCallEvent, type ReadEvent } from '../../usage/api-call-event.ts'
import { jsonLinesRows } from '../../importing/reading/json-lines-rows.ts'
import { HttpRefusal } from '../http-refusal.ts'
import { problem } from '../problem.ts'
import { eventsMax } from './limits.ts'
import { requestBytes } from './request-bytes.ts'

/** What a body of events may be. */
export const eventMediaTypes = [
  'application/json',
  'application/x-ndjson',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
] as const

/** The events of a request in their order, read or found malformed. A CloudEvent in binary mode is one event in headers. */
export async function sentEvents(request: Request): Promise<readonly ReadEvent[]> {
  const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (request.headers.has('ce-specversion'))
    return [readApiCallEvent(await binaryCloudEvent(request, mediaType), 'cloud-event')]
  switch (mediaType) {
    case 'application/json':
      return withinLimit(arrayOf(await jsonBody(request))).map((value) => readApiCallEvent(value))
    case 'application/cloudevents-batch+json':
      return withinLimit(arrayOf(await jsonBody(request))).map(readCloudEvent)
    case 'application/cloudevents+json':
      return [readCloudEvent(await jsonBody(request))]
    case 'application/x-ndjson':
      return jsonLines(request)
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

async function jsonLines(request: Request): Promise<readonly ReadEvent[]> {
  const events: ReadEvent[] = []
  for await (const { rows } of jsonLinesRows(requestBytes(request), 'the body'))
    for (const row of rows) {
      events.push(row.kind === 'malformed' ? row : readApiCallEvent(row.value))
      withinLimit(events)
    }
  return events
}

async function jsonBody(request: Request): Promise<unknown> {
  const parts: Uint8Array[] = []
  for await (const part of requestBytes(request)) parts.push(part)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message.replaceAll(/\p{Cc}/gu, ' ') : String(error)
    throw new HttpRefusal(problem(400, 'invalid-input', `The body is not valid JSON in UTF-8: ${why}`))
  }
}

function arrayOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new HttpRefusal(problem(400, 'invalid-input', 'The body is not an array of events'))
}

function withinLimit<Event>(events: readonly Event[]): readonly Event[] {
  if (events.length <= eventsMax) return events
  throw new HttpRefusal(
    problem(413, 'too-large', `A request may hold at most ${eventsMax} events`, { eventsMax }),
  )
}

/** The CNCF's HTTP binding: attributes in `ce-` headers, percent-encoded, the data in the body. */
async function binaryCloudEvent(request: Request, mediaType: string): Promise<object> {
  const attributes = [...request.headers]
    .filter(([name]) => name.startsWith('ce-'))
    .map(([name, value]) => [name.slice('ce-'.length), decoded(name, unquoted(value))] as const)
  const data = await jsonBody(request)
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
