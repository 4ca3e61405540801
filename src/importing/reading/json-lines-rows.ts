import { jsonRow } from './json-value.ts'
import type { Row, RowBatch } from './row.ts'
import { splitLines } from './split-lines.ts'

/** The rows of JSON Lines: one JSON value per line, blank lines skipped. */
export async function* jsonLinesRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<RowBatch> {
  for await (const block of splitLines(bytes)) {
    const rows: Row[] = []
    for (const [index, line] of block.lines.entries()) {
      if (typeof line !== 'string')
        rows.push({ kind: 'malformed', position: positionOf(block.first + index), ...line })
      else if (line.trimStart() !== '') rows.push(jsonRow(positionOf(block.first + index), line))
    }
    if (rows.length > 0) yield { format: 'jsonl', columns: null, rows }
  }
}

function positionOf(line: number): string {
  return `line ${line}`
}
