import type { Database } from '../database/client.ts'
import { rollUpUsage } from './roll-up-usage.ts'

/** Batches between two roll-ups: enough that their sums merge, few enough that readers need not add a long tail. */
const batchesBetween = 50

interface RollUpBehindOptions {
  /** Told of a roll-up that failed; it is tried again later. Without it the next batch throws it. */
  readonly onFailure?: (error: unknown) => void
  /** A batch waits no longer for its roll-up, though none comes after it; without it, until there are enough. */
  readonly afterMs?: number
}

/** Keeps the aggregates close behind the recording, one roll-up at a time, without anybody waiting for it. */
export class RollUpBehind {
  readonly #db: Database
  readonly #options: RollUpBehindOptions
  #batches = 0
  #running: Promise<void> | undefined
  #due: NodeJS.Timeout | undefined
  #failure: { readonly error: unknown } | undefined

  constructor(db: Database, options: RollUpBehindOptions = {}) {
    this.#db = db
    this.#options = options
  }

  /** To be called after each recorded batch. Throws what an earlier roll-up failed with, unless that is told elsewhere. */
  batchRecorded(): void {
    if (this.#failure !== undefined) throw this.#failure.error
    this.#batches += 1
    if (this.#running !== undefined) return
    if (this.#batches >= batchesBetween) this.#start()
    else this.#startLater()
  }

  /** Waits for the roll-up in flight; no other one begins by itself. */
  async ended(): Promise<void> {
    clearTimeout(this.#due)
    await this.#running
    clearTimeout(this.#due)
  }

  #start(): void {
    clearTimeout(this.#due)
    this.#due = undefined
    const taken = this.#batches
    this.#batches = 0
    this.#running = rollUpUsage(this.#db)
      .catch((error: unknown) => {
        this.#batches += taken
        if (this.#options.onFailure === undefined) this.#failure = { error }
        else this.#options.onFailure(error)
      })
      .finally(() => {
        this.#running = undefined
        if (this.#batches > 0) this.#startLater()
      })
  }

  #startLater(): void {
    const { afterMs } = this.#options
    if (afterMs === undefined || this.#due !== undefined) return
    this.#due = setTimeout(() => {
      this.#start()
    }, afterMs)
    this.#due.unref()
  }
}
