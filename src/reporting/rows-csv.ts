import { plainCsv, type CsvDialect } from './csv-dialect.ts'
import { csv } from './csv.ts'
import { rowCells } from './row-cells.ts'
import type { ReportColumn } from './report-columns.ts'

/** Rows of a report as CSV, its keys as the header; nothing to show is an empty cell. */
export function rowsCsv<Row>(
  columns: readonly ReportColumn<Row>[],
  rows: readonly Row[],
  dialect: CsvDialect = plainCsv,
): string {
  return csv(
    columns.map(({ key }) => key),
    rowCells(columns, rows),
    dialect,
  )
}
