import type { ReportColumn } from './report-columns.ts'

/** What the columns say of each row, as text. */
export function rowCells<Row>(
  columns: readonly ReportColumn<Row>[],
  rows: readonly Row[],
): readonly (readonly string[])[] {
  return rows.map((row) => columns.map(({ value }) => String(value(row) ?? '')))
}
