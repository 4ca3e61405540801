import type { CohortMonth } from './cohorts-report.ts'
import type { ReportColumn } from './report-columns.ts'

export const cohortsColumns: readonly ReportColumn<CohortMonth>[] = [
  { key: 'cohort', value: (row) => row.cohort },
  { key: 'customers', align: 'right', value: (row) => row.customers },
  { key: 'month', value: (row) => row.month },
  { key: 'active', align: 'right', value: (row) => row.active },
  { key: 'events', align: 'right', value: (row) => row.events },
  { key: 'quantity', align: 'right', value: (row) => row.quantity.toFixed() },
]
