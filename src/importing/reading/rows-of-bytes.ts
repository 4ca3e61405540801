import { BillingError } from '../../errors/billing-error.ts'
import { csvRows } from './csv-rows.ts'
import { detectFormat } from './detect-format.ts'
import { emptyFile, invalidFile } from './invalid-file.ts'
import { jsonLinesRows } from './json-lines-rows.ts'
import { jsonRows } from './json-rows.ts'
import { readHead } from './read-head.ts'
import type { RowBatch, RowFormat } from './row.ts'
import { unpacked } from './unpacked.ts'

/** What is known about the bytes: how messages name them, and their format unless it is to be found out. */
interface BytesToRead {
  readonly name: string
  readonly format?: RowFormat | undefined
}

/**
 * The rows in a stream of bytes, gzip or plain, in batches as they arrive. Throws `invalid-file` for what is wrong
 * with the whole: nothing in it, no CSV header, gzip that ends too early.
 */
export async function* rowsOfBytes(
  packed: AsyncIterable<Uint8Array>,
  { name, format }: BytesToRead,
): AsyncGenerator<RowBatch> {
  let rowsRead = 0
  try {
    const { answer, bytes } = await readHead(
      unpacked(packed),
      (head, complete) => format ?? detectFormat(name, head, complete),
    )
    const found = answer ?? 'jsonl'
    for await (const batch of readers[found](bytes, name)) {
      rowsRead += batch.rows.length
      yield batch
    }
    if (rowsRead === 0 && found === 'jsonl') throw emptyFile(name)
  } catch (error) {
    throw asRefusal(error, name, rowsRead)
  }
}

const readers = { jsonl: jsonLinesRows, csv: csvRows, json: jsonRows }

/** What the system or zlib say about the input is a refusal; anything else is a mistake of ours and stays one. */
function asRefusal(error: unknown, name: string, rowsRead: number): unknown {
  if (error instanceof BillingError || !(error instanceof Error)) return error
  if (!('code' in error) || typeof error.code !== 'string') return error
  const what = error.code.startsWith('Z_') ? 'the gzip data is damaged or ends too early' : 'reading failed'
  const found = `${what} after ${rowsRead} rows (${error.message})`
  return invalidFile(name, found, 'those rows were read; repeat with the whole file', error)
}
