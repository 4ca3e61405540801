import type { ReportColumn } from './report-columns.ts'
import type { UnbilledRow } from './unbilled-report.ts'

export const unbilledColumns: readonly ReportColumn<UnbilledRow>[] = [
  { key: 'postingMonth', title: 'posted in', value: (row) => row.postingMonth },
  { key: 'usageMonth', title: 'used in', value: (row) => row.usageMonth },
  { key: 'kind', value: (row) => row.kind },
  { key: 'events', align: 'right', value: (row) => row.events },
  { key: 'quantity', align: 'right', value: (row) => row.quantity.toFixed() },
  { key: 'customers', align: 'right', value: (row) => row.customers },
  { key: 'reason', wraps: true, value: (row) => row.reason },
]
