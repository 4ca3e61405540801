import { Option } from 'commander'
import { excelCsv, plainCsv, type CsvDialect } from '../reporting/csv-dialect.ts'

export interface CsvFormat {
  readonly csv?: true
  readonly excel?: true
}

/** Which CSV is asked for; undefined when none is. */
export function csvDialectOf({ csv, excel }: CsvFormat): CsvDialect | undefined {
  if (excel === true) return excelCsv
  return csv === true ? plainCsv : undefined
}

/** Every record ends with CR LF, the last one too: printing adds the LF. */
export function printedCsv(csv: string): string {
  return `${csv}\r`
}

/** For accountants, beside `--csv` for programs. */
export function excelOption(): Option {
  return new Option('--excel', 'print as CSV that a Finnish Excel opens: semicolons and decimal commas')
}
