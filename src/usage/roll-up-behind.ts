import type { Database } from '../database/client.ts'
import { rollUpUsage } from './roll-up-usage.ts'

/** Batches between two roll-ups: enough that their sums merge, few enough that readers need not add a long tail. */
const batchesBetween = 50

/** Keeps the aggregates close behind the recording, one roll-up at a time, without anybody waiting for it. */
export class RollUpBehind {
  readonly #db: Database
  readonly #onFailure: ((error: unknown) => void) | undefined
  #batches = 0
  #running: Promise<void> | undefined
  #failure: { readonly error: unknown } | undefined

  /** With `onFailure` a roll-up that failed is told there, and tried again with a later batch. */
  constructor(db: Database, onFailure?: (error: unknown) => void) {
    this.#db = db
    this.#onFailure = onFailure
  }

  /** To be called after each recorded batch. Throws what an earlier roll-up failed with, unless that is told elsewhere. */
  batchRecorded(): void {
    if (this.#failure !== undefined) throw this.#failure.error
    this.#batches += 1
    if (this.#running !== undefined || this.#batches < batchesBetween) return
    this.#batches = 0
    this.#running = rollUpUsage(this.#db)
      .catch((error: unknown) => {
        if (this.#onFailure === undefined) this.#failure = { error }
        else this.#onFailure(error)
      })
      .finally(() => {
        this.#running = undefined
      })
  }

  /** Waits for the roll-up in flight. */
  async ended(): Promise<void> {
    await this.#running
  }
}
