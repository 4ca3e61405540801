/** Where a row was read, and what was written there. */
export interface RowPlace {
  /** Counted over all files, from 0: the order of reading. */
  readonly number: number
  readonly file: string
  readonly position: string
  readonly raw: string | Uint8Array
}
