import { csvCells } from './csv-cells.ts'
import { csvHeader, type CsvHeader } from './csv-header.ts'
import { emptyFile } from './invalid-file.ts'
import type { Row, RowBatch } from './row.ts'
import { splitLines } from './split-lines.ts'
import type { Line } from './text-line.ts'

/** The rows of a CSV file with a header: cells by column name, empty ones left out. A header alone is no row. */
export async function* csvRows(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<RowBatch> {
  let header: CsvHeader | undefined
  for await (const block of splitLines(bytes)) {
    const rows: Row[] = []
    for (const [index, line] of block.lines.entries()) {
      if (typeof line === 'string' && line.trimStart() === '') continue
      if (header === undefined) header = csvHeader(line, file)
      else rows.push(csvRow(line, `line ${block.first + index}`, header))
    }
    if (header !== undefined) yield { format: 'csv', columns: header.columns, rows }
  }
  if (header === undefined) throw emptyFile(file)
}

function csvRow(line: Line, position: string, { columns, delimiter }: CsvHeader): Row {
  if (typeof line !== 'string') return { kind: 'malformed', position, ...line }
  const cells = csvCells(line, delimiter)
  const reason = cells === undefined ? brokenQuote : miscounted(cells.length, columns.length)
  if (cells === undefined || reason !== undefined) {
    return { kind: 'malformed', position, reason: reason ?? brokenQuote, raw: line }
  }
  const value: Record<string, string> = {}
  for (const [index, column] of columns.entries()) {
    const cell = cells[index]
    if (cell !== undefined && cell !== '') value[column] = cell
  }
  return { kind: 'value', position, value, raw: line }
}

const brokenQuote = 'a quote that does not pair; a cell is plain or quoted whole, on one line'

function miscounted(cells: number, columns: number): string | undefined {
  return cells === columns ? undefined : `${cells} cells; the header names ${columns} columns`
}
