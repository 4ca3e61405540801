/** How a CSV is written. */
export interface CsvDialect {
  readonly separator: ',' | ';'
  readonly decimalPoint: '.' | ','
  /** What the whole begins with. */
  readonly mark: '' | '\uFEFF'
}

/** RFC 4180, for programs. */
export const plainCsv: CsvDialect = { separator: ',', decimalPoint: '.', mark: '' }

/**
 * As a Finnish Excel opens it by a double click. It would keep a row with commas in one cell, read 1.05 as the first of May,
 * and without the byte order mark ä as two other letters.
 */
export const excelCsv: CsvDialect = { separator: ';', decimalPoint: ',', mark: '\uFEFF' }
