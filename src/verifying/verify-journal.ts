import type { Database } from '../database/client.ts'
import { inChunks } from '../database/in-chunks.ts'
import { entryDifferences } from '../payments/entry-differences.ts'
import type { Report } from './difference.ts'
import { documentVoucher } from './document-voucher.ts'

/**
 * Checks what no single document shows: every entry is whole and balances, has a document or payment behind it, and
 * payments and overpayments are booked as the customer's documents and payments, in their order, make them.
 */
export async function verifyJournal(
  db: Database,
  customer: string | undefined,
  report: Report,
): Promise<void> {
  for (const { customer_id: id, voucher, expected, found } of await brokenEntries(db, customer))
    report({ thing: 'journal', customer: id, where: `entry ${voucher}`, expected, found })
  for (const customers of inChunks(customer === undefined ? await settlingCustomers(db) : [customer]))
    for (const { customer: id, voucher, expected, booked } of await entryDifferences(db, customers))
      report({
        thing: 'journal',
        customer: id,
        where: `entry ${voucher}`,
        expected: expected ?? 'none',
        found: booked ?? 'none',
      })
}

interface BrokenEntry {
  readonly customer_id: string
  readonly voucher: string
  readonly expected: string
  readonly found: string
}

async function brokenEntries(db: Database, customer: string | undefined): Promise<readonly BrokenEntry[]> {
  return db.sql<BrokenEntry[]>`
    select customer_id, voucher, 'an entry whose debits and credits are equal' as expected,
      concat('debit ', coalesce(sum(l.debit), 0), ', credit ', coalesce(sum(l.credit), 0)) as found
    from journal_entries e full join journal_lines l using (customer_id, voucher)
    where ${customer ?? null}::text is null or customer_id = ${customer ?? null}
    group by customer_id, voucher
    having count(e.entry_id) = 0 or coalesce(sum(l.debit), 0) <> coalesce(sum(l.credit), 0)
    union all
    select customer_id, voucher, 'no entry without a document or a payment', 'one'
    from journal_entries e
    where (${customer ?? null}::text is null or customer_id = ${customer ?? null})
      and voucher not like 'payment:%' and voucher not like '%:overpayment'
      and not exists (select from documents d where d.customer_id = e.customer_id and e.voucher = ${documentVoucher(db)})
    order by 1, 2`
}

/** Those who have paid, or whose documents may have left something to settle. */
async function settlingCustomers({ sql }: Database): Promise<readonly string[]> {
  const rows = await sql<{ customer_id: string }[]>`
    select customer_id from payments union select customer_id from documents where gross < 0
    union select customer_id from journal_entries where voucher like 'payment:%' or voucher like '%:overpayment'
    order by 1`
  return rows.map((row) => row.customer_id)
}
