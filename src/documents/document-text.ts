import { endOfMonth, startOfMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { formatReferenceNumber } from '../../rules/document-number.ts'
import { secondsAfter } from '../../rules/instant.ts'
import { formatMoney, type Money } from '../../rules/money.ts'
import type { Document } from './document.ts'
import { linesText } from './document-text-lines.ts'
import { vatText } from './document-text-vat.ts'
import { helsinkiDate } from '../clock/helsinki-date.ts'
import { wrapText } from './wrap-text.ts'

/** Columns of a document in a terminal. */
const textWidth = 88

/** The document for a terminal, ending with a line feed; amounts stand in one column, to the right. */
export function documentText(document: Document): string {
  const title = document.kind === 'invoice' ? 'INVOICE' : 'CREDIT NOTE'
  return [
    `${title} ${document.number}`,
    '',
    ...particulars(document).flatMap(([label, value]) => labelled(label, value)),
    '',
    ...linesText(document, textWidth),
    '',
    ...vatText(document.vatGroups, textWidth),
    '',
    ...totals(document),
    '',
  ].join('\n')
}

/** A credit note is not paid: it has no due date and no payment reference to print. */
function particulars(document: Document): readonly (readonly [string, string])[] {
  const { buyer, corrects, kind } = document
  return [
    ['Buyer', buyer.name],
    ...(buyer.businessId === null ? [] : [['Business id', buyer.businessId] as const]),
    ...(buyer.vatNumber === null ? [] : [['VAT number', buyer.vatNumber] as const]),
    ['Customer', document.customer],
    ['Period', period(document.month)],
    ['Issue date', document.issueDate],
    ...(kind === 'credit-note'
      ? []
      : [
          ['Due date', document.dueDate] as const,
          ['Reference', formatReferenceNumber(document.referenceNumber)] as const,
        ]),
    ...(corrects.length === 0 ? [] : [['Corrects', corrects.join(', ')] as const]),
  ]
}

const labelWidth = 13

function labelled(label: string, value: string): readonly string[] {
  return wrapText(value, textWidth - labelWidth).map(
    (part, index) => (index === 0 ? label : '').padEnd(labelWidth) + part,
  )
}

function period(month: BillingMonth): string {
  return `${helsinkiDate(startOfMonth(month))} to ${helsinkiDate(secondsAfter(endOfMonth(month), -1))}`
}

function totals({ net, vat, gross }: Document): readonly string[] {
  const amounts: readonly (readonly [string, Money])[] = [
    ['Net EUR', net],
    ['VAT EUR', vat],
    ['Total EUR', gross],
  ]
  const column = Math.max(...amounts.map(([, amount]) => formatMoney(amount).length), 12)
  return amounts.map(([label, amount]) =>
    `${label.padEnd(14)}${formatMoney(amount).padStart(column)}`.padStart(textWidth),
  )
}
