import type { VatGroup } from '../../rules/invoice.ts'
import { formatMoney } from '../../rules/money.ts'
import { vatNote, type VatTreatment } from '../../rules/vat.ts'
import { wrapText } from './wrap-text.ts'

/** VAT per treatment and rate: base and VAT, with the legal note where there is none to pay. */
export function vatText(groups: readonly VatGroup[], width: number): readonly string[] {
  const bases = groups.map(({ base }) => formatMoney(base))
  const vats = groups.map(({ vat }) => formatMoney(vat))
  const baseWidth = Math.max(12, ...bases.map((text) => text.length))
  const vatWidth = Math.max(12, ...vats.map((text) => text.length))
  const row = (label: string, base: string, vat: string) =>
    `${label.padEnd(width - baseWidth - vatWidth - 4)}  ${base.padStart(baseWidth)}  ${vat.padStart(vatWidth)}`
  return [
    row('VAT', 'Base EUR', 'VAT EUR'),
    '-'.repeat(width),
    ...groups.flatMap(({ treatment, rate }, index) => [
      row(`${rate.toFixed()} %, ${treatmentNames[treatment]}`, bases[index] ?? '', vats[index] ?? ''),
      ...wrapText(vatNote(treatment) ?? '', width - 2).map((part) => `  ${part}`),
    ]),
  ]
}

const treatmentNames: Readonly<Record<VatTreatment, string>> = {
  domestic: 'domestic',
  'reverse-charge': 'reverse charge',
  'outside-eu': 'outside the EU',
}
