import type { Database } from '../database/client.ts'

/** An id that a source has used for several events of a customer, each with another time. */
export interface ReusedId {
  readonly customer: string
  readonly source: string
  readonly id: string
  readonly events: number
}

/** No difference, but worth a look: an id used again much later, with another time, is another event. At most 100. */
export async function reusedIds(db: Database): Promise<readonly ReusedId[]> {
  return db.sql<ReusedId[]>`
    select customer_id as customer, source, event_id as id, count(*)::integer as events from events
    group by customer_id, source, event_id having count(*) > 1
    order by customer_id, source, event_id limit 100`
}
