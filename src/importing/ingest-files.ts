import type { Clock } from '../clock/clock.ts'
import type { DatabasePool } from '../database/client.ts'
import { eventRows } from './ingesting/event-rows.ts'
import type { IngestProgress, IngestSummary } from './ingesting/ingest-summary.ts'
import { IngestTally } from './ingesting/ingest-tally.ts'
import { openInputs, type Inputs } from './ingesting/open-inputs.ts'
import { recordRows } from './ingesting/record-rows.ts'
import { openRejects } from './reading/rejects.ts'
import type { RowFormat } from './reading/row.ts'

export interface IngestOptions {
  /** An operator's import: events older than the window are taken. */
  readonly backfill: boolean
  /** The path of a new or empty file that keeps every row refused or in conflict, with its reason. */
  readonly rejects: string | undefined
  readonly clock: Clock
  readonly recordedBy: string
  readonly note: string | null
  /** Instead of finding it out file by file. */
  readonly format?: RowFormat | undefined
  /** Stops the reading; what was read is still recorded. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: IngestProgress) => void) | undefined
}

/**
 * Records the API call events of files, or of standard input for `-`, exactly once. A row that is refused stops no
 * other; it goes to the rejects file, else into the counts. Nothing is recorded unless every file can be read at its
 * beginning. Interrupted, ended by an error or killed, it can be repeated: what was recorded answers
 * `already-recorded`. Memory is bounded whatever the files' size.
 */
export async function ingestFiles(
  db: DatabasePool,
  files: readonly string[],
  options: IngestOptions,
): Promise<IngestSummary> {
  const tally = new IngestTally()
  const inputs = await openedInputs(files, tally, options)
  if (inputs === undefined) return tally.summary(true)
  tally.bytesTotal = inputs.bytesTotal
  const rejects = options.rejects === undefined ? undefined : await openRejects(options.rejects)
  try {
    await recordRows(db, eventRows(inputs.files, tally, options), { ...options, tally, rejects })
  } finally {
    await rejects?.close()
  }
  return tally.summary(options.signal?.aborted === true)
}

/** Undefined when it was interrupted while it waited for the first input. */
async function openedInputs(
  files: readonly string[],
  tally: IngestTally,
  { format, signal }: IngestOptions,
): Promise<Inputs | undefined> {
  try {
    return await openInputs(files, { format, signal, onBytes: (count) => tally.addBytesRead(count) })
  } catch (error) {
    if (signal?.aborted === true) return undefined
    throw error
  }
}
