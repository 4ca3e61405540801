import type { Database } from '../database/client.ts'
import type { Report } from './difference.ts'

/** Checks that every batch still has as many events as it recorded: one that was deleted is missed; and pending ones exist. */
export async function verifyBatches(db: Database, report: Report): Promise<void> {
  const rows = await db.sql<Row[]>`
    select coalesce(b.batch_id, e.batch_id)::text as batch, b.recorded_at::text, b.recorded_by,
      coalesce(b.event_count, 0)::text as expected, coalesce(e.events, 0)::text as found
    from recording_batches b
    full join (select batch_id, count(*) as events from events group by batch_id) e on e.batch_id = b.batch_id
    where b.event_count is distinct from e.events
    union all
    select batch_id::text, null, null, 'a recorded batch', 'none, but pending' from pending_batches
    where batch_id not in (select batch_id from recording_batches)
    order by 1`
  for (const { batch, recorded_at: at, recorded_by: by, expected, found } of rows)
    report({
      thing: 'batch',
      where: at === null ? `batch ${batch}` : `batch ${batch}, recorded ${at} by ${by ?? ''}: events`,
      expected,
      found,
    })
}

interface Row {
  readonly batch: string
  readonly recorded_at: string | null
  readonly recorded_by: string | null
  readonly expected: string
  readonly found: string
}
