import type { BillingMonth } from '../../rules/billing-month.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { loadCustomerBlock } from './load-month.ts'
import { planInvoice } from './plan-invoice.ts'
import { loadBooks, setUpRun } from './run-months.ts'
import { addToTotals, emptyTotals, type RunTotals } from './run-totals.ts'

/**
 * What closing and running the month now would issue: the run's own code without its last step, over one snapshot,
 * writing nothing. Works for any month from the first one on, open or closed.
 */
export async function previewInvoices(
  db: Database,
  month: BillingMonth,
  onProgress: (customers: number) => void = () => undefined,
): Promise<RunTotals> {
  return atomically(
    db,
    async (tx) => {
      const setup = await setUpRun(tx, month, await loadBooks(tx))
      let totals = emptyTotals(month)
      let after: string | null = null
      for (;;) {
        const block = await loadCustomerBlock(tx, setup, after)
        const last = block.at(-1)
        if (last === undefined) return totals
        for (const customer of block)
          totals = addToTotals(totals, customer.buyer.customer, planInvoice(customer, setup))
        after = last.buyer.customer
        onProgress(block.length)
      }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}
