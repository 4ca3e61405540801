import { csv } from '../reporting/csv.ts'
import { table } from './table.ts'

/** A column of a report: its key in JSON and CSV, its title in the table. */
export interface ReportColumn<Row> {
  readonly key: string
  readonly title?: string
  readonly align?: 'left' | 'right'
  /** Its text may go on below itself in the table. */
  readonly wraps?: boolean
  /** Null where there is nothing to show. */
  readonly value: (row: Row) => string | number | boolean | null
}

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
  const cells = rows.map((row) => columns.map(({ value }) => String(value(row) ?? '')))
  if (format.csv === true)
    return csv(
      columns.map(({ key }) => key),
      cells,
    )
  if (rows.length === 0) return whenEmpty
  return table(
    columns.map(({ key, title, align, wraps }) => ({
      title: title ?? key,
      align: align ?? 'left',
      wraps: wraps ?? false,
    })),
    cells,
  )
}

function objectOf<Row>(columns: readonly ReportColumn<Row>[], row: Row): Readonly<Record<string, unknown>> {
  return Object.fromEntries(columns.map(({ key, value }) => [key, value(row)]))
}
