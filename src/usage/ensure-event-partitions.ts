import { laterMonth, monthOf, monthsFrom } from '../../rules/billing-month.ts'
import { secondsAfter, type Instant } from '../../rules/instant.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/**
 * Makes the partitions that events received up to the instant can post to: from the oldest open month to the
 * instant's (a few minutes ahead). Runs before recording, so that no recording transaction changes the schema.
 */
export async function ensureEventPartitions(db: Database, receivedAt: Instant): Promise<void> {
  const [row] = await db.sql<
    { month: string | null }[]
  >`select min(month)::text as month from months where closed_at is null`
  if (row === undefined || row.month === null) return
  const oldest = monthOfDate(row.month)
  const wanted = monthsFrom(oldest, laterMonth(oldest, monthOf(secondsAfter(receivedAt, 3600))))
  await db.sql`
    select ensure_event_partition(month) from unnest(${wanted.map((month) => `${month}-01`)}::text[]::date[]) as month
    where to_regclass('public.events_' || to_char(month, 'YYYY_MM')) is null`
}
