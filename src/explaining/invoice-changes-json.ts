import { formatMoney } from '../../rules/money.ts'
import { chargeName } from '../documents/charge-name.ts'
import type { InvoiceChange } from '../invoicing/invoice-changes.ts'
import type { CustomerPreview } from '../invoicing/preview-customer.ts'

/** What a change does to the next invoices, for programs: money and quantities as decimal strings; null where there is no document. */
export function invoiceChangesJson(changes: readonly InvoiceChange[]) {
  return changes.map(({ month, before, after }) => ({
    month,
    before: previewJson(before),
    after: previewJson(after),
  }))
}

function previewJson({ invoice, holds }: CustomerPreview) {
  return {
    document:
      invoice === undefined
        ? null
        : {
            kind: invoice.kind,
            lines: invoice.lines.map(({ key: charge, usageMonth, quantity, net, reasons }) => ({
              charge,
              description: chargeName({ charge, reasons }),
              usageMonth,
              quantity: quantity.toFixed(),
              net: formatMoney(net),
            })),
            net: formatMoney(invoice.net),
            vat: formatMoney(invoice.vat),
            gross: formatMoney(invoice.gross),
          },
    holds: holds.map(({ usageMonth, reason }) => ({ usageMonth, ...reason })),
  }
}
