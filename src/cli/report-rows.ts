import type { ReportColumn } from '../reporting/report-columns.ts'
import { rowCells } from '../reporting/row-cells.ts'
import { rowsCsv } from '../reporting/rows-csv.ts'
import { table } from './table.ts'

export interface ReportFormat {
  readonly json?: true
  readonly csv?: true
}

/** The same rows as an aligned table, as JSON, or as CSV. */
export function reportText<Row>(
  columns: readonly ReportColumn<Row>[],
  rows: readonly Row[],
  format: ReportFormat,
  whenEmpty: string,
): string {
  if (format.json === true)
    return JSON.stringify(
      rows.map((row) => objectOf(columns, row)),
      null,
      2,
    )
  if (format.csv === true) return rowsCsv(columns, rows)
  if (rows.length === 0) return whenEmpty
  return table(
    columns.map(({ key, title, align, wraps }) => ({
      title: title ?? key,
      align: align ?? 'left',
      wraps: wraps ?? false,
    })),
    rowCells(columns, rows),
  )
}

function objectOf<Row>(columns: readonly ReportColumn<Row>[], row: Row): Readonly<Record<string, unknown>> {
  return Object.fromEntries(columns.map(({ key, value }) => [key, value(row)]))
}
