import { isUtf8 } from 'node:buffer'

/** A line's text without its end, or a line that is no text a row could be read from. */
export type Line = string | BrokenLine

interface BrokenLine {
  readonly raw: string | Uint8Array
  readonly reason: string
}

/** The lines of a block of bytes, separated by newlines. Decoded at once, which is quicker than line by line. */
export function textLines(block: Buffer): Line[] {
  if (!isUtf8(block)) return splitBytes(block).map((bytes) => textLine(bytes, 0))
  return block.toString('utf8').split('\n').map(checkedLine)
}

/** One line; `dropped` bytes at its end were not kept. */
export function textLine(bytes: Buffer, dropped: number): Line {
  const isText = isUtf8(bytes)
  const raw = isText ? bytes.toString('utf8') : bytes
  if (dropped > 0) {
    const cut = `only its first ${bytes.length} bytes are kept here`
    return { raw, reason: `the line has ${bytes.length + dropped} bytes; at most ${lineBytesMax}; ${cut}` }
  }
  return typeof raw === 'string' ? checkedLine(raw) : { raw, reason: 'not valid UTF-8; files are UTF-8' }
}

const lineBytesMax = 1024 * 1024

function checkedLine(line: string): Line {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line
  // A UTF-16 unit takes at most 3 bytes, so most lines need no counting.
  if (text.length * 3 > lineBytesMax) {
    const bytes = Buffer.byteLength(text)
    if (bytes > lineBytesMax)
      return { raw: text, reason: `the line has ${bytes} bytes; at most ${lineBytesMax}` }
  }
  return text.includes('\0') ? { raw: text, reason: 'a NUL character; files are text' } : text
}

function splitBytes(block: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let start = 0
  for (let end = block.indexOf(newline); end >= 0; end = block.indexOf(newline, start)) {
    lines.push(block.subarray(start, end))
    start = end + 1
  }
  lines.push(block.subarray(start))
  return lines
}

const newline = 0x0a
