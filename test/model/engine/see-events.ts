import type { Database } from '../../../src/database/client.ts'
import type { SeenEvent } from '../naive/seen.ts'

/** Every recorded event, and what was decided about it. */
export async function seeEvents({ sql }: Database): Promise<readonly SeenEvent[]> {
  const rows = await sql<{ event: string }[]>`
    select concat_ws(' ', customer_id, source, event_id, resource, method, quantity, disposition,
      '#' || (opening_number - 1) / 2, to_char(usage_month, 'YYYY-MM'), 'posted', to_char(posting_month, 'YYYY-MM'))
      as event
    from events`
  return rows.map(({ event }) => event).toSorted()
}
