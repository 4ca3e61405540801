import { formatMoney } from '../../rules/money.ts'
import type { CustomerHold, RunTotals } from '../invoicing/run-totals.ts'
import { holdSentence } from '../reporting/hold-sentence.ts'
import { counted } from './counted.ts'
import { table } from './table.ts'

/** What a run issues: totals by charge, and what is held and why. */
export function totalsText(totals: RunTotals): string {
  const { month, invoices, creditNotes, net, vat, gross, charges, holds } = totals
  const lines = [
    `${month}: ${counted(invoices, 'invoice')}, ${counted(creditNotes, 'credit note')}; net ${formatMoney(net)}, VAT ${formatMoney(vat)}, gross ${formatMoney(gross)} EUR`,
  ]
  if (charges.length > 0)
    lines.push(
      table(
        [{ title: 'charge' }, { title: '' }, ...['lines', 'quantity', 'net EUR'].map(right)],
        charges.map((total) => [
          total.charge,
          total.adjustment ? 'adjustments' : '',
          String(total.lines),
          total.quantity.toFixed(),
          formatMoney(total.net),
        ]),
      ),
    )
  if (holds.length > 0) lines.push(`Held: ${holds.length}`, holdLines(holds))
  return lines.join('\n')
}

/** Up to 20 holds, a line each. */
export function holdLines(holds: readonly CustomerHold[]): string {
  const shown = holds
    .slice(0, 20)
    .map(({ customer, usageMonth, reason }) => [
      customer,
      usageMonth,
      `${reason.reason}: ${holdSentence(reason)}`,
    ])
  const more = holds.length > 20 ? `\n… and ${holds.length - 20} more: npx laskuri report holds` : ''
  return table([{ title: 'customer' }, { title: 'month' }, { title: 'reason', wraps: true }], shown) + more
}

function right(title: string) {
  return { title, align: 'right' } as const
}
