import { formatMoney } from '../../rules/money.ts'
import type { ReportColumn } from './report-columns.ts'
import { areOfWholeDocuments, type RevenueDimension } from './revenue-question.ts'
import type { RevenueRow } from './revenue-report.ts'

/** The dimensions as they are asked for, then the sums; VAT and gross where rows are of whole documents. */
export function revenueColumns(groupBy: readonly RevenueDimension[]): readonly ReportColumn<RevenueRow>[] {
  return [
    ...groupBy.map((key) => ({
      key,
      title: titles[key] ?? key,
      wraps: longOnes.has(key),
      value: (row: RevenueRow) => row[key] ?? null,
    })),
    { key: 'documents', align: 'right', value: (row) => row.documents },
    { key: 'creditNotes', title: 'credits', align: 'right', value: (row) => row.creditNotes },
    { key: 'lines', align: 'right', value: (row) => row.lines },
    { key: 'quantity', align: 'right', value: (row) => row.quantity.toFixed() },
    { key: 'net', align: 'right', value: (row) => formatMoney(row.net) },
    ...(areOfWholeDocuments(groupBy) ? taxed : []),
  ]
}

const longOnes: ReadonlySet<RevenueDimension> = new Set(['charge', 'class', 'package'])

const titles: Partial<Record<RevenueDimension, string>> = { usageMonth: 'used in', adjustment: 'adjusts' }

const taxed: readonly ReportColumn<RevenueRow>[] = [
  {
    key: 'vat',
    title: 'VAT',
    align: 'right',
    value: ({ vat }) => (vat === undefined ? null : formatMoney(vat)),
  },
  { key: 'gross', align: 'right', value: ({ gross }) => (gross === undefined ? null : formatMoney(gross)) },
]
