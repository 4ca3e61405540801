import type { ReportColumn } from '../reporting/report-columns.ts'
import { rowCells } from '../reporting/row-cells.ts'
import { rowsCsv } from '../reporting/rows-csv.ts'
import { csvDialectOf, printedCsv, type CsvFormat } from './csv-options.ts'
import { table } from './table.ts'

export interface ReportFormat extends CsvFormat {
  readonly json?: true
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
  const dialect = csvDialectOf(format)
  if (dialect !== undefined) return printedCsv(rowsCsv(columns, rows, dialect))
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
