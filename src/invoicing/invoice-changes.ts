import type { BillingMonth } from '../../rules/billing-month.ts'
import { postingMonthOf } from '../../rules/posting-month.ts'
import type { Database } from '../database/client.ts'
import { lockCustomers } from '../database/lock-customers.ts'
import { oldestOpenMonth } from '../months/oldest-open-month.ts'
import { previewCustomer, type CustomerPreview } from './preview-customer.ts'

/** A customer's next invoice of a month, before a change and after it. */
export interface InvoiceChange {
  readonly month: BillingMonth
  readonly before: CustomerPreview
  readonly after: CustomerPreview
}

/**
 * Makes a change to one customer's facts about some usage months, and tells what it does to the customer's next
 * invoices: those of the months that the change posts to (R7). Inside a database transaction; in `asIf` it stays a
 * preview. The customer's lane is held, so nothing is recorded in between but what the change records.
 */
export async function invoiceChanges<T>(
  tx: Database,
  customer: string,
  usageMonths: Iterable<BillingMonth>,
  change: () => Promise<T>,
): Promise<{ readonly made: T; readonly changes: readonly InvoiceChange[] }> {
  await lockCustomers(tx, [customer])
  const oldest = await oldestOpenMonth(tx)
  const posted = new Set(Array.from(usageMonths, (usageMonth) => postingMonthOf(usageMonth, oldest)))
  const months = [...posted].toSorted()
  const before = await previews(tx, customer, months)
  const made = await change()
  const after = await previews(tx, customer, months)
  const changes = before.flatMap((each, index) => {
    const then = after[index]
    return then === undefined ? [] : [{ month: each.month, before: each, after: then }]
  })
  return { made, changes }
}

async function previews(
  tx: Database,
  customer: string,
  months: readonly BillingMonth[],
): Promise<readonly CustomerPreview[]> {
  const made: CustomerPreview[] = []
  for (const month of months) made.push(await previewCustomer(tx, customer, month))
  return made
}
