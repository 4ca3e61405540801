import type { Database } from '../database/client.ts'

/** Those of the customers that are owed an overpayment: found at once, however many bookings they have. */
export async function overpaidCustomers(
  db: Database,
  customers: readonly string[],
): Promise<readonly string[]> {
  const rows = await db.sql<{ customer_id: string }[]>`
    select customer_id from journal_lines
    where customer_id = any(${customers}::text[]) and account = 'overpayments'
      and usage_month is null and vat_rate is null
    group by customer_id having sum(credit) > sum(debit)`
  return rows.map((row) => row.customer_id)
}
