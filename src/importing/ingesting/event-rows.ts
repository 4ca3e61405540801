import type { Clock } from '../../clock/clock.ts'
import { readApiCallEventFromCsv } from '../../usage/api-call-event-csv.ts'
import { eventColumns } from '../../usage/event-columns.ts'
import { readApiCallEvent, type ReadEvent } from '../../usage/api-call-event.ts'
import type { ReceivedEvent } from '../../usage/plan-recording.ts'
import { requireColumns } from '../reading/known-columns.ts'
import type { Row, RowFormat } from '../reading/row.ts'
import type { IngestTally } from './ingest-tally.ts'
import type { Input } from './open-inputs.ts'
import type { RowPlace } from './row-place.ts'

export interface ReceivedRow {
  readonly kind: 'event'
  readonly place: RowPlace
  readonly received: ReceivedEvent
}

export type EventRow =
  ReceivedRow | { readonly kind: 'malformed'; readonly place: RowPlace; readonly reason: string }

interface EventRowsOptions {
  readonly clock: Clock
  readonly backfill: boolean
  readonly signal?: AbortSignal | undefined
}

/** The rows of the files in their order, as events. Ends early, without an error, when the signal says so. */
export async function* eventRows(
  inputs: readonly Input[],
  tally: IngestTally,
  { clock, backfill, signal }: EventRowsOptions,
): AsyncGenerator<readonly EventRow[]> {
  let rowsRead = 0
  try {
    for (const input of inputs) {
      for await (const batch of input.rows()) {
        if (signal?.aborted === true) return
        requireColumns(input.name, batch.columns, eventColumns)
        const receivedAt = clock.now()
        const first = rowsRead
        rowsRead += batch.rows.length
        yield batch.rows.map((row, index): EventRow => {
          const place = { number: first + index, file: input.name, position: row.position, raw: row.raw }
          const read = readEvent(row, batch.format)
          if (read.kind === 'malformed') return { kind: 'malformed', place, reason: read.reason }
          return { kind: 'event', place, received: { event: read.event, receivedAt, backfill } }
        })
      }
      tally.addFile()
    }
  } catch (error) {
    if (signal?.aborted !== true) throw error // an interrupted read fails, and that is no fault of the file
  }
}

function readEvent(row: Row, format: RowFormat): ReadEvent {
  if (row.kind === 'malformed') return row
  return format === 'csv' ? readApiCallEventFromCsv(cellsOf(row.value)) : readApiCallEvent(row.value)
}

/** Guarantee: the value of a CSV row is an object with texts alone. */
function cellsOf(value: unknown): Readonly<Record<string, string>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- csvRows makes nothing else
  return value as Readonly<Record<string, string>>
}
