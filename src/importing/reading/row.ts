export type RowFormat = 'jsonl' | 'csv' | 'json'

/** A row of a file: the value it holds, or why it holds none. Nothing in a file is lost: `raw` is what was written. */
export type Row = ValueRow | MalformedRow

interface ValueRow {
  readonly kind: 'value'
  /** `line 12` of the unpacked file, blank lines counted, or `item 3` of a JSON array or document; both from 1. */
  readonly position: string
  /** Parsed JSON; of a CSV row its cells by column name (strings), empty ones left out. */
  readonly value: unknown
  readonly raw: string
}

interface MalformedRow {
  readonly kind: 'malformed'
  readonly position: string
  readonly reason: string
  /** Bytes where they are not UTF-8. */
  readonly raw: string | Uint8Array
}

/** Rows that were read together. A batch without rows is possible: it brings a CSV file's columns. */
export interface RowBatch {
  readonly format: RowFormat
  /** The column names of a CSV file, null otherwise. */
  readonly columns: readonly string[] | null
  readonly rows: readonly Row[]
}
