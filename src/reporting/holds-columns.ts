import type { StandingHold } from './holds-report.ts'
import type { ReportColumn } from './report-columns.ts'

export const holdsColumns: readonly ReportColumn<StandingHold>[] = [
  { key: 'customer', wraps: true, value: (row) => row.customer },
  { key: 'usageMonth', title: 'month', value: (row) => row.usageMonth },
  { key: 'reason', value: (row) => row.reason.reason },
  { key: 'heldIn', title: 'held in', value: (row) => row.heldIn },
  { key: 'sentence', title: 'what ends it', wraps: true, value: (row) => row.sentence },
]
