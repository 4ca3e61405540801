import type { Database } from '../database/client.ts'
import type { CustomerMonth, RunSetup } from '../invoicing/customer-month.ts'
import type { InvoiceRun } from '../invoicing/invoice-run.ts'
import { loadCustomerBlock, loadCustomers } from '../invoicing/load-month.ts'
import type { CustomerSpan } from './customer-span.ts'

export interface CustomerBlock {
  /** Everything that stands between these two places belongs to the block, also of customers that nobody knows. */
  readonly span: CustomerSpan
  readonly customers: readonly CustomerMonth[]
  /** Those of them that the run has come to. */
  readonly issued: readonly CustomerMonth[]
}

/** All customers in their order, block by block as a run reads them, or one alone; the last block reaches to the end. */
export async function* customerBlocks(
  db: Database,
  setup: RunSetup,
  run: InvoiceRun,
  only: string | undefined,
): AsyncGenerator<CustomerBlock> {
  if (only !== undefined) {
    const customers = await loadCustomers(db, setup, [only], run.startedAt)
    yield { span: { after: null, upTo: null, only }, customers, issued: customers }
    return
  }
  let after: string | null = null
  let isPast = !run.isComplete && run.issuedUpTo === null
  for (;;) {
    const customers: readonly CustomerMonth[] = await loadCustomerBlock(db, setup, after, run.startedAt)
    const issued = customers.filter(({ buyer }) => {
      const isIssued = !isPast
      if (!run.isComplete && buyer.customer === run.issuedUpTo) isPast = true
      return isIssued
    })
    const upTo: string | null = customers.at(-1)?.buyer.customer ?? null
    yield { span: { after, upTo }, customers, issued }
    if (upTo === null) return
    after = upTo
  }
}
