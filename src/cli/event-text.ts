import { helsinkiTime } from '../clock/helsinki-time.ts'
import { eventJson } from '../usage/event-json.ts'
import type { FoundEvent } from '../usage/find-events.ts'
import { counted } from './counted.ts'
import { table } from './table.ts'

/** One recorded event for people, a line per field; fields without a value are left out. */
export function eventText(event: FoundEvent): string {
  const { durationMs, identifier, note, retraction, ...shown } = eventJson(event)
  const takenBack =
    retraction === null
      ? {}
      : {
          'taken back': `${retraction.recordedAt} by ${retraction.recordedBy}: ${retraction.reason}`,
          'left out': `from posting month ${retraction.postingMonth} on`,
          'why noted': retraction.note,
        }
  return Object.entries({ ...shown, durationMs, identifier, note, ...takenBack })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name.padEnd(13)} ${String(value)}`)
    .join('\n')
}

/** Up to 20 events, a line each; times in Helsinki. */
export function eventLines(events: readonly FoundEvent[]): string {
  const shown = events
    .slice(0, shownMax)
    .map((event) => [
      event.id,
      event.source,
      helsinkiTime(event.at).slice(0, 16),
      `${event.method} ${event.resource}`,
      String(event.quantity),
      event.disposition,
      event.postingMonth,
    ])
  const more = events.length > shownMax ? `\n… and ${counted(events.length - shownMax, 'event')} more` : ''
  return (
    table(
      [
        { title: 'event', wraps: true },
        { title: 'source', wraps: true },
        { title: 'made at' },
        { title: 'call', wraps: true },
        { title: 'quantity', align: 'right' },
        { title: 'disposition' },
        { title: 'posted in' },
      ],
      shown,
    ) + more
  )
}

const shownMax = 20
