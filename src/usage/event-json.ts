import { formatInstant } from '../../rules/instant.ts'
import type { FoundEvent } from './find-events.ts'

/** A recorded event for programs; `retraction` is null unless it was taken back. */
export function eventJson(event: FoundEvent) {
  const { retraction } = event
  return {
    ...event,
    at: formatInstant(event.at),
    recordedAt: formatInstant(event.recordedAt),
    retraction:
      retraction === null ? null : { ...retraction, recordedAt: formatInstant(retraction.recordedAt) },
  }
}
