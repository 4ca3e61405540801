import type { BillingMonth } from '../../rules/billing-month.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import type { Database } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import { loadCustomerBlock } from './load-month.ts'
import { planInvoice } from './plan-invoice.ts'
import { loadBooks, setUpRun } from './run-months.ts'
import { addToTotals, emptyTotals, type RunTotals } from './run-totals.ts'

export interface PreviewOptions {
  /** Called with the number of customers dealt with, block by block. */
  readonly onProgress?: (customers: number) => void
  /** Once aborted, the preview is given up after the block at hand: it refuses with `interrupted`. */
  readonly interrupted?: AbortSignal
}

/**
 * What closing and running the month now would issue: the run's own code without its last step, over one snapshot,
 * writing nothing. Works for any month from the first one on, open or closed.
 */
export async function previewInvoices(
  db: Database,
  month: BillingMonth,
  { onProgress, interrupted }: PreviewOptions = {},
): Promise<RunTotals> {
  return inSnapshot(db, async (tx) => {
    const setup = await setUpRun(tx, month, await loadBooks(tx))
    let totals = emptyTotals(month)
    let after: string | null = null
    for (;;) {
      if (interrupted?.aborted === true)
        throw new BillingError('interrupted', `The preview of ${month} was interrupted; ask for it again`, {
          retryable: true,
        })
      const block = await loadCustomerBlock(tx, setup, after)
      const last = block.at(-1)
      if (last === undefined) return totals
      for (const customer of block)
        totals = addToTotals(totals, customer.buyer.customer, planInvoice(customer, setup))
      after = last.buyer.customer
      onProgress?.(block.length)
    }
  })
}
