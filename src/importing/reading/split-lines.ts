import { LineBuffer } from './line-buffer.ts'
import { textLine, textLines, type Line } from './text-line.ts'

interface LineBlock {
  /** The number of the first line, from 1. */
  readonly first: number
  readonly lines: readonly Line[]
}

/** The lines of a file, in blocks as they arrive. Memory is bounded by one chunk and one line of 64 MiB. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LineBlock> {
  const partial = new LineBuffer(keptBytesMax)
  let first = 1
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    const lines = completeLines(bytes, partial)
    if (lines.length === 0) continue
    yield { first, lines: first === 1 ? withoutByteOrderMark(lines) : lines }
    first += lines.length
  }
  if (partial.isEmpty) return
  const lines = [lineOf(partial)]
  yield { first, lines: first === 1 ? withoutByteOrderMark(lines) : lines }
}

const keptBytesMax = 64 * 1024 * 1024
const newline = 0x0a

/** The lines that end in this chunk; what follows the last newline waits in `partial`. */
function completeLines(chunk: Buffer, partial: LineBuffer): Line[] {
  const last = chunk.lastIndexOf(newline)
  if (last < 0) {
    partial.append(chunk)
    return []
  }
  let start = 0
  let completed: Line[] = []
  if (!partial.isEmpty) {
    start = chunk.indexOf(newline) + 1
    partial.append(chunk.subarray(0, start - 1))
    completed = [lineOf(partial)]
  }
  // Concatenated, not spread: a chunk of blank lines holds more lines than a call can take arguments.
  if (start <= last) completed = completed.concat(textLines(chunk.subarray(start, last)))
  partial.append(chunk.subarray(last + 1))
  return completed
}

function lineOf(partial: LineBuffer): Line {
  const { bytes, dropped } = partial.take()
  return textLine(bytes, dropped)
}

function withoutByteOrderMark(lines: readonly Line[]): readonly Line[] {
  const [line, ...rest] = lines
  return typeof line === 'string' && line.startsWith('\uFEFF') ? [line.slice(1), ...rest] : lines
}
