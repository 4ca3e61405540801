import { settlementLinesOf } from '../../rules/settlement.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { bookEntries, type JournalEntry } from '../journal/book-entries.ts'
import { loadBalances } from '../journal/load-balances.ts'
import { overpaidCustomers } from '../journal/overpaid-customers.ts'
import { overpaymentVoucher } from './vouchers.ts'

/**
 * Books what documents leave to settle, beside their own entries, booked before: an overpayment that an invoice uses, or
 * what a credit note lowers beyond what was owed. One document per customer; the caller has locked the receivables.
 */
export async function settleDocuments(
  tx: Database,
  documents: readonly JournalEntry[],
  attribution: Attribution,
): Promise<void> {
  const customers = documents.map(({ customer }) => customer)
  // Balances are summed only where something can be left: most customers just owe more.
  const overpaid = new Set(await overpaidCustomers(tx, customers))
  const touched = documents.filter((entry) => overpaid.has(entry.customer) || lowersReceivables(entry))
  if (touched.length === 0) return
  const balancesOf = await loadBalances(
    tx,
    touched.map(({ customer }) => customer),
  )
  const entries = touched.flatMap(({ customer, voucher, date }) => {
    const lines = settlementLinesOf(balancesOf(customer))
    return lines.length === 0 ? [] : [{ customer, voucher: overpaymentVoucher(voucher), date, lines }]
  })
  await bookEntries(tx, entries, attribution)
}

function lowersReceivables({ lines }: JournalEntry): boolean {
  return lines.some(({ account, credit }) => account === 'receivables' && !credit.isZero())
}
