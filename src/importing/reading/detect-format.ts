import type { RowFormat } from './row.ts'

/**
 * The format of a file by its name and its first bytes; undefined when they are too few to tell. Decided:
 * - named .csv or .csv.gz: CSV; named .jsonl or .ndjson (also .gz): JSON Lines, unless it begins with `[`
 * - begins with `[`: a JSON array
 * - begins with `{`: JSON Lines, unless the first line stops in the middle of an object (`{` or `,` or `:` at its end)
 *   and the next goes on with a key, a text or the closing bracket: one JSON document over several lines. So a broken
 *   first row followed by a row that begins with `{` stays a row.
 * - anything else: CSV, unless the second line begins with `{`: JSON Lines with a broken first row
 */
export function detectFormat(name: string, head: Buffer, complete: boolean): RowFormat | undefined {
  if (/\.csv(?:\.gz)?$/i.test(name)) return 'csv'
  // Only ASCII is looked at, so any other bytes may read as they like.
  const text = head.toString('latin1').replace(byteOrderMark, '').trimStart()
  const first = text[0]
  if (first === '[') return 'json'
  if (/\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(name)) return 'jsonl'
  if (first === undefined) return complete ? 'jsonl' : undefined
  const lineEnd = text.indexOf('\n')
  const line = text.slice(0, lineEnd < 0 ? undefined : lineEnd).trimEnd()
  const next = lineEnd < 0 ? undefined : text.slice(lineEnd).trimStart()[0]
  if (lineEnd >= 0 && first === '{' && !/[{,:]$/.test(line)) return 'jsonl'
  if (next === undefined && !complete) return undefined
  if (first === '{') return (next === '"' || next === '}') && /[{,:]$/.test(line) ? 'json' : 'jsonl'
  return next === '{' ? 'jsonl' : 'csv'
}

const byteOrderMark = /^\u00EF\u00BB\u00BF/
