import type { DatabasePool } from '../../database/client.ts'
import { rollUpUsage } from '../../usage/roll-up-usage.ts'
import type { EventRow, ReceivedRow } from './event-rows.ts'
import { LaneWriters } from './lane-writers.ts'
import { recordBatch, refuseRow, type RecordBatchOptions } from './record-batch.ts'
import { RollUpBehind } from '../../usage/roll-up-behind.ts'
import { withFlushes } from './with-flushes.ts'

interface RecordRowsOptions extends RecordBatchOptions {
  readonly signal?: AbortSignal | undefined
}

const eventsPerBatch = 10_000
const writersMax = 4

/**
 * Records rows as they are read, several batches at a time. When reading or recording fails, the batches in flight
 * still end; what they recorded stays.
 */
export async function recordRows(
  db: DatabasePool,
  batches: AsyncGenerator<readonly EventRow[]>,
  options: RecordRowsOptions,
): Promise<void> {
  const rollUp = new RollUpBehind(db)
  const writers = new LaneWriters<ReceivedRow>(writerCount(db), eventsPerBatch, async (rows) => {
    await recordBatch(db, rows, options)
    rollUp.batchRecorded()
  })
  try {
    for await (const rows of withFlushes(batches, () => writers.flush())) {
      for (const row of rows)
        if (row.kind === 'event') writers.add(row.received.event.customer, row)
        else await refuseRow({ place: row.place, reason: 'malformed', message: row.reason }, options)
      await writers.room()
    }
  } finally {
    try {
      await writers.finish()
    } finally {
      await rollUp.ended()
    }
  }
  if (options.signal?.aborted !== true) await rollUpUsage(db)
}

/** The roll-up needs a connection too. */
function writerCount(db: DatabasePool): number {
  return Math.max(1, Math.min(writersMax, db.sql.options.max - 1))
}
