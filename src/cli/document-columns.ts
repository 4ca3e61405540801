import { formatMoney } from '../../rules/money.ts'
import type { DocumentHeader } from '../documents/document.ts'
import type { ReportColumn } from '../reporting/report-columns.ts'

/** A list of documents as a table. */
export const documentColumns: readonly ReportColumn<DocumentHeader>[] = [
  { key: 'number', value: (row) => row.number },
  { key: 'month', value: (row) => row.month },
  { key: 'issueDate', title: 'issued', value: (row) => row.issueDate },
  { key: 'customer', value: (row) => row.customer },
  { key: 'name', value: (row) => row.buyer.name },
  { key: 'net', align: 'right', value: (row) => formatMoney(row.net) },
  { key: 'vat', title: 'VAT', align: 'right', value: (row) => formatMoney(row.vat) },
  { key: 'gross', title: 'gross EUR', align: 'right', value: (row) => formatMoney(row.gross) },
]

/** What a CSV has room for besides. */
export const documentCsvColumns: readonly ReportColumn<DocumentHeader>[] = [
  ...documentColumns,
  { key: 'kind', value: (row) => row.kind },
  { key: 'dueDate', value: (row) => row.dueDate },
  { key: 'referenceNumber', value: (row) => row.referenceNumber },
  { key: 'businessId', value: (row) => row.buyer.businessId },
  { key: 'vatNumber', value: (row) => row.buyer.vatNumber },
]
