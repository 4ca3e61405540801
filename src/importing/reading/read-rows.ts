import { fileBytes, fileName, type ReadBytesOptions } from './file-bytes.ts'
import type { RowBatch, RowFormat } from './row.ts'
import { rowsOfBytes } from './rows-of-bytes.ts'

export interface ReadRowsOptions extends ReadBytesOptions {
  /** Instead of finding it out from the name and the first bytes. */
  readonly format?: RowFormat | undefined
}

/**
 * The rows of a file, or of standard input for `-`: JSON Lines, CSV with a header, a JSON array or document, gzip or
 * plain. Batches, as one row per `await` costs more than parsing it. Memory is bounded whatever the file's size. A
 * malformed row stops nothing; BillingError `invalid-file` is thrown for a file that cannot be read as a whole.
 */
export function readRows(path: string, options: ReadRowsOptions = {}): AsyncGenerator<RowBatch> {
  const { format } = options
  return rowsOfBytes(fileBytes(path, options), { name: fileName(path), format })
}
