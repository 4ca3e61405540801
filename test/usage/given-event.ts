import type { DatabasePool } from '../../src/database/client.ts'
import { readApiCallEvent, type ApiCallEvent } from '../../src/usage/api-call-event.ts'
import type { EventAnswer } from '../../src/usage/event-answer.ts'
import type { ReceivedEvent } from '../../src/usage/plan-recording.ts'
import { recordEvents } from '../../src/usage/record-events.ts'
import { attributionAt, instantAt } from '../fixtures/books.ts'

/** A native event as it is sent: a billable success of c1 unless the fields say otherwise. */
function sentEvent(fields: Readonly<Record<string, unknown>>): ApiCallEvent {
  const read = readApiCallEvent({
    customer: 'c1',
    resource: 'escan.nv',
    method: 'POST',
    outcome: 'ok',
    ...fields,
  })
  if (read.kind === 'malformed') throw new RangeError(read.reason)
  return read.event
}

export function receivedEvent(
  fields: Readonly<Record<string, unknown>>,
  { at, backfill = false }: { readonly at: string; readonly backfill?: boolean },
): ReceivedEvent {
  return { event: sentEvent(fields), receivedAt: instantAt(at), backfill }
}

/** Records events received at one instant, as one batch. */
export function recordAt(
  db: DatabasePool,
  at: string,
  events: readonly Readonly<Record<string, unknown>>[],
  backfill = false,
): Promise<readonly EventAnswer[]> {
  const received = events.map((fields) => receivedEvent(fields, { at, backfill }))
  return recordEvents(db, received, attributionAt(instantAt(at)))
}

/** What was answered, short: `recorded`, `conflict`, `refused future`. */
export function kindsOf(answers: readonly EventAnswer[]): string[] {
  return answers.map((answer) => (answer.kind === 'refused' ? `refused ${answer.reason}` : answer.kind))
}
