import type { Database } from '../database/client.ts'

/**
 * What is recorded and was not taken back, of these customers or of all, as a query over the sums for billing: sums of
 * `event_count` and `quantity` by `customer_id`, `posting_month` (of the events), `usage_month`, `resource` and
 * `disposition`. Rows are to be added up: what was taken back is a row below zero.
 */
export function standingUsage({ sql }: Database, customers?: readonly string[]) {
  const own = customers === undefined ? sql`` : sql`where customer_id = any(${[...customers]}::text[])`
  return sql`
    select customer_id, posting_month, usage_month, resource, disposition, event_count, quantity from usage_totals_now ${own}
    union all
    select customer_id, event_posting_month, usage_month, resource, disposition, -1, -quantity from retracted_events ${own}`
}
