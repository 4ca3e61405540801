import { z } from 'zod'
import { secondsAfter } from '../../rules/instant.ts'
import { instantInput } from '../importing/customer-entries.ts'
import { readApiCallEvent } from '../usage/api-call-event.ts'
import type { ReceivedEvent } from '../usage/plan-recording.ts'

/** How the event was sent; the other keys are the native event's. */
const envelope = z.looseObject({
  repeat: z.int().min(1).max(1_000_000).optional(),
  recordedAt: instantInput.optional(),
  backfill: z.boolean().optional(),
})

/**
 * An event entry of a scenario, as the events that it stands for: `repeat: n` gives n events a second apart with ids
 * ID-1 to ID-n, and moves `recordedAt` too, which is by default `at`.
 */
export const scenarioEvent = envelope.transform((entry, context): readonly ReceivedEvent[] => {
  const { repeat, recordedAt, backfill = false, ...native } = entry
  const read = readApiCallEvent(native)
  if (read.kind === 'malformed') {
    context.addIssue({ code: 'custom', message: read.reason })
    return z.NEVER
  }
  const { event } = read
  const receivedAt = recordedAt ?? event.at
  if (receivedAt === null) {
    context.addIssue({ code: 'custom', message: 'at or recordedAt is needed' })
    return z.NEVER
  }
  if (repeat === undefined) return [{ event, receivedAt, backfill }]
  return Array.from({ length: repeat }, (_, step) => ({
    event: {
      ...event,
      id: `${event.id}-${step + 1}`,
      at: event.at === null ? null : secondsAfter(event.at, step),
    },
    receivedAt: secondsAfter(receivedAt, step),
    backfill,
  }))
})
