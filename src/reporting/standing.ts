import type { Database } from '../database/client.ts'

/**
 * The holds that stand, as a table expression of SQL: those of the newest run. While it is under way, customers that
 * it has not come to yet keep those of the run before.
 */
export function standing({ sql }: Database) {
  return sql`(
    select h.* from holds h, (select * from invoice_runs order by month desc limit 1) as run
    where h.billing_month = run.month
      or (run.completed_at is null and h.billing_month = (run.month - interval '1 month')::date
        and (run.issued_up_to is null or h.customer_id > run.issued_up_to))) as standing`
}
