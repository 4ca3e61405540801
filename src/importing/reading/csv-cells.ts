/**
 * The cells of one line of CSV (RFC 4180, but a cell may not span lines, so that a broken quote breaks one row and not
 * the rest of the file); undefined when its quotes do not pair. Our own: csv-parse takes 19 us a line, this 1.
 */
export function csvCells(line: string, delimiter: string): string[] | undefined {
  if (!line.includes('"')) return line.split(delimiter)
  const cells: string[] = []
  for (let at = 0; at <= line.length;) {
    const end = line[at] === '"' ? closingQuote(line, at) + 1 : endOfPlain(line, at, delimiter)
    const isQuoted = line[at] === '"'
    const written = line.slice(at, end)
    if (isQuoted ? end === 0 : written.includes('"')) return undefined
    if (end < line.length && line[end] !== delimiter) return undefined
    cells.push(isQuoted ? written.slice(1, -1).replaceAll('""', '"') : written)
    at = end + 1
  }
  return cells
}

function endOfPlain(line: string, start: number, delimiter: string): number {
  const end = line.indexOf(delimiter, start)
  return end < 0 ? line.length : end
}

/** Where the quote that opens at `start` closes, a doubled one being a character; -1 when it does not. */
function closingQuote(line: string, start: number): number {
  let at = line.indexOf('"', start + 1)
  while (at >= 0 && line[at + 1] === '"') at = line.indexOf('"', at + 2)
  return at
}
