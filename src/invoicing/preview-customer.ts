import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import { loadCustomers } from './load-month.ts'
import { planInvoice, type InvoicePlan } from './plan-invoice.ts'
import { loadBooks, setUpRun } from './run-months.ts'

/** A customer's invoice of a month as it would be, were the month closed and run now. */
export interface CustomerPreview extends InvoicePlan {
  readonly month: BillingMonth
}

/**
 * What closing and running the month now would issue to one customer, by the run's own code; writes nothing. Refuses
 * months that can't be previewed with `month-out-of-order`, and an unknown customer is a broken invariant.
 */
export async function previewCustomer(
  tx: Database,
  customer: string,
  month: BillingMonth,
): Promise<CustomerPreview> {
  const setup = await setUpRun(tx, month, await loadBooks(tx))
  const [loaded] = await loadCustomers(tx, setup, [customer])
  if (loaded === undefined) throw new Error(`broken invariant: customer ${customer} was not loaded`)
  return { month, ...planInvoice(loaded, setup) }
}
