import type { Database } from '../database/client.ts'
import type { Report } from './difference.ts'

/** Checks what no single document shows: every entry balances, and every document's entry is there once. */
export async function verifyJournal(db: Database, report: Report): Promise<void> {
  const rows = await db.sql<{ customer_id: string; voucher: string; debit: string; credit: string }[]>`
    select customer_id, voucher, coalesce(sum(l.debit), 0)::text as debit, coalesce(sum(l.credit), 0)::text as credit
    from journal_entries e full join journal_lines l using (customer_id, voucher)
    group by customer_id, voucher
    having count(e.entry_id) = 0 or coalesce(sum(l.debit), 0) <> coalesce(sum(l.credit), 0)
    order by 1, 2`
  for (const { customer_id: customer, voucher, debit, credit } of rows)
    report({
      thing: 'journal',
      customer,
      where: `entry ${voucher}`,
      expected: 'an entry whose debits and credits are equal',
      found: `debit ${debit}, credit ${credit}`,
    })
}
