import type { Row, RowBatch, RowFormat } from '../../../src/importing/reading/row.ts'
import { rowsOfBytes } from '../../../src/importing/reading/rows-of-bytes.ts'

export async function collected(batches: AsyncIterable<RowBatch>): Promise<Row[]> {
  return (await Array.fromAsync(batches)).flatMap((batch) => batch.rows)
}

/** The rows of a text or of bytes that arrive in the given pieces. */
export function rowsIn(
  input: string | readonly (string | Uint8Array)[],
  format?: RowFormat,
  name = 'test',
): Promise<Row[]> {
  return collected(rowsOfBytes(pieces(typeof input === 'string' ? [input] : input), { name, format }))
}

/** Short forms to compare with: `line 2 = {"a":1}`, `line 3 ! not valid JSON`. */
export function shown(rows: readonly Row[]): string[] {
  return rows.map((row) =>
    row.kind === 'value'
      ? `${row.position} = ${JSON.stringify(row.value)}`
      : `${row.position} ! ${row.reason.split(':')[0]}`,
  )
}

async function* pieces(input: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const piece of input) yield typeof piece === 'string' ? new TextEncoder().encode(piece) : piece
}
