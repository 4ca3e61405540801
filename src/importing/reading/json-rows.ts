import { arrayItems } from './array-items.ts'
import { emptyFile, invalidFile } from './invalid-file.ts'
import { jsonRow } from './json-value.ts'
import type { RowBatch } from './row.ts'

/**
 * The rows of a JSON array, or the one row of any other JSON document. Read whole, up to 64 MiB. A broken item is a
 * malformed row like any other; an array whose brackets do not pair is refused whole, before any row is handed out.
 */
export async function* jsonRows(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<RowBatch> {
  const text = await wholeText(bytes, file)
  if (text === '') throw emptyFile(file)
  const items = text.startsWith('[') ? arrayItems(text) : [text]
  if (typeof items === 'string') throw invalidFile(file, items, allowed)
  for (let start = 0; start < items.length; start += itemsPerBatch) {
    const batch = items.slice(start, start + itemsPerBatch)
    const rows = batch.map((item, index) => jsonRow(`item ${start + index + 1}`, item))
    yield { format: 'json', columns: null, rows }
  }
}

const allowed = 'a JSON array with an item per row, or JSON Lines, where a broken row stops no other'
const itemsPerBatch = 1000
const documentBytesMax = 64 * 1024 * 1024

async function wholeText(bytes: AsyncIterable<Uint8Array>, file: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytes) {
    length += chunk.length
    if (length > documentBytesMax) {
      throw invalidFile(
        file,
        `a JSON document of more than ${documentBytesMax} bytes`,
        'JSON Lines may be of any size',
      )
    }
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks, length)).trim()
  } catch (error) {
    throw invalidFile(file, 'the JSON document is not valid UTF-8', 'files are UTF-8', error)
  }
}
