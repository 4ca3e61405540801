import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { retractEvents, type EventToRetract } from '../usage/retract-events.ts'
import { invoiceChanges, type InvoiceChange } from './invoice-changes.ts'

/** Takes events of one customer back (R2), and tells what that does to its next invoices. In `asIf` it is a preview. */
export async function takeBackEvents(
  tx: Database,
  customer: string,
  events: readonly EventToRetract[],
  reason: string,
  attribution: Attribution,
): Promise<readonly InvoiceChange[]> {
  const usageMonths = events.map(({ usageMonth }) => usageMonth)
  const { changes } = await invoiceChanges(tx, customer, usageMonths, () =>
    retractEvents(tx, events, reason, attribution),
  )
  return changes
}
