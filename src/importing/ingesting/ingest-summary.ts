import type { Disposition } from '../../../rules/disposition.ts'
import type { RefusalReason } from '../../usage/event-answer.ts'
import type { RowPlace } from './row-place.ts'

/** What became of the rows of an ingest. */
export interface IngestSummary {
  /** Rows dealt with: the sum of the counts below. */
  readonly rows: number
  /** Files read to their end. */
  readonly files: number
  readonly recorded: Readonly<Record<Disposition, number>>
  readonly alreadyRecorded: number
  readonly conflicts: number
  readonly refused: Readonly<Record<RowRefusal, number>>
  /** The first 20 rows refused or in conflict, in the order of the files. */
  readonly firstRefused: readonly RefusedRow[]
  /** True when it was stopped: every row up to `lastRow` has been dealt with, none after it. */
  readonly interrupted: boolean
  /** Null when no row was read. */
  readonly lastRow: Pick<RowPlace, 'file' | 'position'> | null
}

export type RowRefusal = 'malformed' | RefusalReason

export interface RefusedRow {
  readonly place: RowPlace
  readonly reason: RowRefusal | 'conflict'
  readonly message: string
}

/** How far a running ingest has come. */
export interface IngestProgress {
  /** Rows dealt with. */
  readonly rows: number
  /** Bytes read of the files as they lie there, packed or not. */
  readonly bytesRead: number
  /** Null where the end is not known. */
  readonly bytesTotal: number | null
}
