import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Instant } from '../../rules/instant.ts'
import type { DatabasePool } from '../database/client.ts'
import { closeMonth } from '../invoicing/close-month.ts'
import { loadRunTotals } from '../invoicing/load-run-totals.ts'
import { previewInvoices } from '../invoicing/preview-invoices.ts'
import { runInvoices } from '../invoicing/run-invoices.ts'
import type { RunTotals } from '../invoicing/run-totals.ts'
import { demoAttribution } from './demo-attribution.ts'

/** A month of the demo: what was issued, and that the preview had said so. */
export interface DemoMonth {
  readonly closedAt: Instant
  readonly issued: RunTotals
  readonly previewed: RunTotals
}

/** What a clerk does on the third: preview, close, issue. */
export async function closeAndInvoice(
  db: DatabasePool,
  { month, at }: { readonly month: BillingMonth; readonly at: Instant },
  interrupted: AbortSignal,
): Promise<DemoMonth> {
  const attribution = demoAttribution(at)
  const previewed = await previewInvoices(db, month)
  await closeMonth(db, month, attribution)
  await runInvoices(db, month, { allowSample: true, interrupted }, attribution)
  return { closedAt: at, previewed, issued: await loadRunTotals(db, month) }
}
