/** A column of a report: its key in JSON and CSV, its title in a table. The same for whoever asks, over HTTP or by hand. */
export interface ReportColumn<Row> {
  readonly key: string
  readonly title?: string
  readonly align?: 'left' | 'right'
  /** Its text may go on below itself in the table. */
  readonly wraps?: boolean
  /** Null where there is nothing to show. */
  readonly value: (row: Row) => string | number | boolean | null
}
