import type { Database } from '../../../src/database/client.ts'
import { readApiCallEvent } from '../../../src/usage/api-call-event.ts'
import type { EventAnswer } from '../../../src/usage/event-answer.ts'
import { recordEvents } from '../../../src/usage/record-events.ts'
import type { SentCall } from '../naive/record-calls.ts'
import { clerkAt, written } from './engine-books.ts'

/** Sends a batch to the engine, in its native form. Returns what is answered to each call, in words. */
export async function recordCalls(
  runtime: Database,
  calls: readonly SentCall[],
  now: number,
): Promise<readonly string[]> {
  const clerk = clerkAt(now)
  const received = calls.map(({ at, backfill, ...fields }) => {
    const read = readApiCallEvent(at === null ? fields : { ...fields, at: written(at) })
    if (read.kind === 'malformed') throw new RangeError(read.reason)
    return { event: read.event, receivedAt: clerk.recordedAt, backfill }
  })
  return (await recordEvents(runtime, received, clerk)).map(inWords)
}

function inWords(answer: EventAnswer): string {
  switch (answer.kind) {
    case 'recorded':
    case 'already-recorded':
      return `${answer.kind} ${answer.disposition} ${answer.usageMonth} posted ${answer.postingMonth}`
    case 'conflict':
      return 'conflict'
    case 'refused':
      return `refused ${answer.reason}`
  }
}
