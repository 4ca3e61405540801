import { plainCsv, type CsvDialect } from './csv-dialect.ts'

/** Rows as CSV, a header first. A cell that a spreadsheet would run as a formula is kept as text. */
export function csv(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  dialect: CsvDialect = plainCsv,
): string {
  const { separator, mark } = dialect
  const lines = [columns, ...rows].map((row) => row.map((text) => cell(text, dialect)).join(separator))
  return `${mark}${lines.join('\r\n')}`
}

function cell(text: string, { separator, decimalPoint }: CsvDialect): string {
  if (/^-?\d+(\.\d+)?$/.test(text)) return text.replace('.', decimalPoint)
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
