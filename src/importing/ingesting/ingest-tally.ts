import type { Disposition } from '../../../rules/disposition.ts'
import type { RecordedPlace } from '../../usage/event-answer.ts'
import type { RowPlace } from './row-place.ts'
import type { IngestProgress, IngestSummary, RefusedRow, RowRefusal } from './ingest-summary.ts'

type Recorded = RecordedPlace & { readonly kind: 'recorded' | 'already-recorded' }

const refusedShown = 20

/** Counts what became of the rows. */
export class IngestTally {
  bytesTotal: number | null = null
  #bytesRead = 0
  #rows = 0
  #files = 0
  #alreadyRecorded = 0
  #conflicts = 0
  #firstRefused: readonly RefusedRow[] = []
  #lastRow: RowPlace | null = null
  readonly #recorded: Record<Disposition, number> = {
    'other-channel': 0,
    failed: 0,
    'not-eligible': 0,
    'api-closed': 0,
    billable: 0,
  }
  readonly #refused: Record<RowRefusal, number> = {
    malformed: 0,
    'unknown-customer': 0,
    future: 0,
    'too-old': 0,
  }

  addBytesRead(count: number): void {
    this.#bytesRead += count
  }

  addFile(): void {
    this.#files += 1
  }

  addRecorded(place: RowPlace, { kind, disposition }: Recorded): void {
    this.#addRow(place)
    if (kind === 'recorded') this.#recorded[disposition] += 1
    else this.#alreadyRecorded += 1
  }

  addRefused(refused: RefusedRow): void {
    this.#addRow(refused.place)
    if (refused.reason === 'conflict') this.#conflicts += 1
    else this.#refused[refused.reason] += 1
    // Batches end in any order, so an earlier row may come later.
    const last = this.#firstRefused[refusedShown - 1]
    if (last !== undefined && last.place.number < refused.place.number) return
    this.#firstRefused = [...this.#firstRefused, refused]
      .toSorted((one, other) => one.place.number - other.place.number)
      .slice(0, refusedShown)
  }

  get progress(): IngestProgress {
    return { rows: this.#rows, bytesRead: this.#bytesRead, bytesTotal: this.bytesTotal }
  }

  summary(interrupted: boolean): IngestSummary {
    const last = this.#lastRow
    return {
      rows: this.#rows,
      files: this.#files,
      recorded: this.#recorded,
      alreadyRecorded: this.#alreadyRecorded,
      conflicts: this.#conflicts,
      refused: this.#refused,
      firstRefused: this.#firstRefused,
      interrupted,
      lastRow: last === null ? null : { file: last.file, position: last.position },
    }
  }

  #addRow(place: RowPlace): void {
    this.#rows += 1
    if (this.#lastRow === null || this.#lastRow.number < place.number) this.#lastRow = place
  }
}
