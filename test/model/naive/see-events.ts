import type { NaiveBooks } from './books.ts'
import type { SeenEvent } from './seen.ts'

/** Every recorded event, and what was decided about it. */
export function seeEvents({ events }: NaiveBooks): readonly SeenEvent[] {
  return events
    .map((event) =>
      [
        event.customer,
        event.source,
        event.id,
        event.resource,
        event.method,
        event.quantity,
        event.disposition,
        ...(event.opening === null ? [] : [`#${event.opening}`]),
        event.usageMonth,
        'posted',
        event.postedIn,
      ].join(' '),
    )
    .toSorted()
}
