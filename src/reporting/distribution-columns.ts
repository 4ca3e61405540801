import type { DistributionRow } from './distribution-rows.ts'
import type { ReportColumn } from './report-columns.ts'

export const distributionColumns: readonly ReportColumn<DistributionRow>[] = [
  { key: 'measure', value: (row) => row.measure },
  { key: 'statistic', value: (row) => row.statistic },
  { key: 'customers', align: 'right', value: (row) => row.customers },
  { key: 'value', align: 'right', value: (row) => row.value },
  { key: 'netShare', title: 'share of net', align: 'right', value: (row) => row.netShare },
]
