import { settlementLinesOf } from '../../rules/settlement.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { bookEntries, type JournalEntry } from '../journal/book-entries.ts'
import { loadBalances } from '../journal/load-balances.ts'
import { overpaymentVoucher } from './vouchers.ts'

/**
 * Books what documents leave to settle, beside their own entries, booked before: an overpayment that an invoice uses, or
 * what a credit note lowers beyond what was owed. One document per customer; the caller has locked the receivables.
 */
export async function settleDocuments(
  tx: Database,
  documents: readonly Omit<JournalEntry, 'lines'>[],
  attribution: Attribution,
): Promise<void> {
  if (documents.length === 0) return
  const balancesOf = await loadBalances(
    tx,
    documents.map(({ customer }) => customer),
  )
  const entries = documents.flatMap(({ customer, voucher, date }) => {
    const lines = settlementLinesOf(balancesOf(customer))
    return lines.length === 0 ? [] : [{ customer, voucher: overpaymentVoucher(voucher), date, lines }]
  })
  await bookEntries(tx, entries, attribution)
}
