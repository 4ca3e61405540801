import type { ApiOpening } from '../../rules/api-access.ts'
import type { FirstSuccess } from '../../rules/billing-span.ts'
import type { Database } from '../database/client.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import type { CustomerRange } from './load-usage.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** The earliest billable success of each opening and posting month, by customer; of closed months alone, no tail is read. */
export async function loadFirstSuccesses(
  db: Database,
  { first, last }: CustomerRange,
  openingsOf: (customer: string) => readonly ApiOpening[],
  isClosed: boolean,
): Promise<ReadonlyMap<string, readonly FirstSuccess[]>> {
  const rows = await db.sql<
    { customer_id: string; opening_number: number; posting_month: string; at: string }[]
  >`
    select customer_id, opening_number, posting_month::text, min(at)::text as at
    from ${db.sql(isClosed ? 'first_successes' : 'first_successes_now')} where customer_id between ${first} and ${last}
    group by 1, 2, 3`
  const successes = new Map<string, FirstSuccess[]>()
  for (const row of rows) {
    const opening = openingsOf(row.customer_id)[(row.opening_number - 1) / 2]
    if (opening === undefined)
      throw new RangeError(`broken invariant: ${row.customer_id} has no opening ${row.opening_number}`)
    const own = successes.get(row.customer_id) ?? []
    own.push({
      openedAt: opening.openedAt,
      postedIn: monthOfDate(row.posting_month),
      at: instantOfTimestamp(row.at),
    })
    successes.set(row.customer_id, own)
  }
  return successes
}
