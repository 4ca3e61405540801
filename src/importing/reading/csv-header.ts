import { csvCells } from './csv-cells.ts'
import { invalidFile } from './invalid-file.ts'
import type { Line } from './text-line.ts'

export interface CsvHeader {
  readonly columns: readonly string[]
  readonly delimiter: string
}

/** Reads the header row. The delimiter is the one of comma, semicolon and tab that it holds most of. */
export function csvHeader(line: Line, file: string): CsvHeader {
  if (typeof line !== 'string') throw invalidFile(file, `the first row is ${line.reason}`, allowed)
  const counted = delimiters.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }))
  const { delimiter } = counted.reduce((most, next) => (next.count > most.count ? next : most))
  const columns = csvCells(line, delimiter)?.map((name) => name.trim())
  if (columns === undefined) throw invalidFile(file, 'the header row has a quote that does not pair', allowed)
  const repeated = columns.find((name, index) => columns.indexOf(name) < index)
  if (repeated !== undefined)
    throw invalidFile(file, `the header row names ${JSON.stringify(repeated)} twice`, allowed)
  // A record is an object, where __proto__ would not become a key.
  const unusable = columns.find((name) => name === '' || name === '__proto__')
  if (unusable !== undefined)
    throw invalidFile(file, `the header row names a column ${JSON.stringify(unusable)}`, allowed)
  return { columns, delimiter }
}

const delimiters = [',', ';', '\t']
const allowed = 'CSV begins with a row of column names, each once; JSON Lines with {, a JSON array with ['
