import { billingMonth } from '../../../rules/billing-month.ts'
import { formatMoney } from '../../../rules/money.ts'
import { previewInvoices } from '../../../src/invoicing/preview-invoices.ts'
import type { SeenPreview } from '../naive/seen.ts'
import type { EngineBooks } from './engine-books.ts'
import { holdInWords } from './hold-in-words.ts'

export async function preview({ runtime }: EngineBooks, month: string): Promise<SeenPreview> {
  const totals = await previewInvoices(runtime, billingMonth(month))
  return {
    invoices: totals.invoices,
    creditNotes: totals.creditNotes,
    net: formatMoney(totals.net),
    vat: formatMoney(totals.vat),
    gross: formatMoney(totals.gross),
    holds: totals.holds
      .map(({ customer, usageMonth, reason }) => `${customer} ${usageMonth} ${holdInWords(reason)}`)
      .toSorted(),
  }
}
