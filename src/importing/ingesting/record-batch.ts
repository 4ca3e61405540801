import type { Clock } from '../../clock/clock.ts'
import type { Database } from '../../database/client.ts'
import { recordEvents } from '../../usage/record-events.ts'
import type { Rejects } from '../reading/rejects.ts'
import type { ReceivedRow } from './event-rows.ts'
import type { IngestProgress, RefusedRow } from './ingest-summary.ts'
import type { IngestTally } from './ingest-tally.ts'

export interface RecordBatchOptions {
  readonly tally: IngestTally
  readonly rejects: Rejects | undefined
  readonly clock: Clock
  readonly recordedBy: string
  readonly note: string | null
  readonly onProgress?: ((progress: IngestProgress) => void) | undefined
}

/** Records the rows in one database transaction, counts the answers and keeps what was refused or in conflict. */
export async function recordBatch(
  db: Database,
  rows: readonly ReceivedRow[],
  options: RecordBatchOptions,
): Promise<void> {
  const { tally, clock, recordedBy, note, onProgress } = options
  const received = rows.map((row) => row.received)
  const answers = await recordEvents(db, received, { recordedAt: clock.now(), recordedBy, note })
  for (const [index, { place }] of rows.entries()) {
    const answer = answers[index]
    if (answer === undefined) throw new Error('broken invariant: an event has no answer')
    const { kind } = answer
    if (kind === 'conflict') await refuseRow({ place, reason: kind, message: answer.message }, options)
    else if (kind === 'refused') await refuseRow({ place, ...answer }, options)
    else tally.addRecorded(place, answer)
  }
  onProgress?.(tally.progress)
}

/** Counts a refused row and keeps it in the rejects file. */
export async function refuseRow(
  refused: RefusedRow,
  { tally, rejects }: Pick<RecordBatchOptions, 'tally' | 'rejects'>,
): Promise<void> {
  tally.addRefused(refused)
  const { place, reason, message } = refused
  const { file, position, raw } = place
  await rejects?.write({ file, position, reason: `${reason}: ${message}`, row: raw })
}
