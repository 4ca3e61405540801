import type { ReportColumn } from '../reporting/report-columns.ts'
import type { ForecastRow } from './forecast-rows.ts'

export const forecastColumns: readonly ReportColumn<ForecastRow>[] = [
  { key: 'measure', value: (row) => row.measure },
  { key: 'of', value: (row) => row.of },
  { key: 'soFar', title: 'so far', align: 'right', value: (row) => row.soFar },
  { key: 'forecast', align: 'right', value: (row) => row.forecast },
]
