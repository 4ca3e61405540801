import type { DocumentLine } from '../../rules/invoice.ts'
import { formatMoney, noMoney } from '../../rules/money.ts'
import { chargeName } from '../documents/charge-name.ts'
import type { InvoiceChange } from '../invoicing/invoice-changes.ts'
import type { Hold } from '../invoicing/plan-invoice.ts'
import type { CustomerPreview } from '../invoicing/preview-customer.ts'
import { holdSentence } from '../reporting/hold-sentence.ts'
import { counted } from './counted.ts'
import { table } from './table.ts'

/** For people: the lines that change, before and after, the totals, and what is held or no longer held. */
export function invoiceChangesText(changes: readonly InvoiceChange[]): string {
  return changes.map(changeText).join('\n\n')
}

function changeText({ month, before, after }: InvoiceChange): string {
  const lines = changedLines(before, after)
  const holds = changedHolds(before, after)
  const title = `Next invoice, ${month}: ${kindText(before, after)}`
  if (lines.length === 0 && holds.length === 0)
    return `${title}; nothing on it changes${totalText(after)}${waitingText(after)}`
  const kept = (after.invoice?.lines.length ?? 0) - lines.filter(({ kept: stays }) => stays).length
  const same = kept > 0 ? ` (${counted(kept, 'line')} not shown stay${kept === 1 ? 's' : ''})` : ''
  const sums =
    lines.length === 0
      ? []
      : [changesTable([...lines.map(({ cells }) => cells), ...totalRows(before, after)])]
  return [`${title}${same}`, ...sums, ...holds].join('\n')
}

function changesTable(rows: readonly (readonly string[])[]): string {
  const amounts = ['quantity before', 'after', 'net EUR before', 'after']
  return table(
    [
      { title: 'used in' },
      { title: 'line', wraps: true },
      ...amounts.map((title) => ({ title, align: 'right' }) as const),
    ],
    rows,
  )
}

function kindText(before: CustomerPreview, after: CustomerPreview): string {
  const [was, is] = [before, after].map(({ invoice }) => invoice?.kind.replace('-', ' ') ?? 'no document')
  return was === is ? (is ?? '') : `${was ?? ''} -> ${is ?? ''}`
}

function totalText({ invoice }: CustomerPreview): string {
  return invoice === undefined
    ? ''
    : `: net ${formatMoney(invoice.net)}, gross ${formatMoney(invoice.gross)} EUR`
}

/** What is about a held month waits for its release. */
function waitingText({ holds }: CustomerPreview): string {
  const held = holds.map(({ usageMonth, reason }) => `\nStill held: ${usageMonth}, ${reason.reason}`)
  return held.join('')
}

interface ChangedLine {
  readonly cells: readonly string[]
  /** It is on the invoice after the change, too. */
  readonly kept: boolean
}

function changedLines(before: CustomerPreview, after: CustomerPreview): readonly ChangedLine[] {
  const [was, is] = [linesByKey(before), linesByKey(after)]
  return [...new Set([...was.keys(), ...is.keys()])].toSorted().flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)]
    const line = now ?? old
    if (line === undefined || (old && now && old.net.equals(now.net) && old.quantity.equals(now.quantity)))
      return []
    const amounts = [
      old?.quantity.toFixed() ?? '',
      now?.quantity.toFixed() ?? '',
      old === undefined ? '' : formatMoney(old.net),
      now === undefined ? '' : formatMoney(now.net),
    ]
    const name = chargeName({ charge: line.key, reasons: (old ?? line).reasons })
    return [{ cells: [line.usageMonth, name, ...amounts], kept: now !== undefined }]
  })
}

function linesByKey({ invoice }: CustomerPreview): ReadonlyMap<string, DocumentLine> {
  return new Map((invoice?.lines ?? []).map((line) => [`${line.usageMonth} ${line.key}`, line]))
}

function totalRows(before: CustomerPreview, after: CustomerPreview): readonly (readonly string[])[] {
  return (['net', 'vat', 'gross'] as const).map((sum) => [
    '',
    sum === 'vat' ? 'VAT' : sum,
    '',
    '',
    ...[before, after].map(({ invoice }) => formatMoney(invoice?.[sum] ?? noMoney)),
  ])
}

function changedHolds(before: CustomerPreview, after: CustomerPreview): readonly string[] {
  return [
    ...holdsBeside(after, before).map(
      ({ usageMonth, reason }) => `Held: ${usageMonth}, ${reason.reason}: ${holdSentence(reason)}`,
    ),
    ...holdsBeside(before, after).map(
      ({ usageMonth, reason }) => `No longer held: ${usageMonth}, ${reason.reason}`,
    ),
  ]
}

/** Holds of the one that the other has not. */
function holdsBeside(one: CustomerPreview, other: CustomerPreview): readonly Hold[] {
  const known = new Set(other.holds.map((hold) => JSON.stringify(hold)))
  return one.holds.filter((hold) => !known.has(JSON.stringify(hold)))
}
