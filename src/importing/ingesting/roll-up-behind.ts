import type { Database } from '../../database/client.ts'
import { rollUpUsage } from '../../usage/roll-up-usage.ts'

/** Batches between two roll-ups: enough that their sums merge, few enough that readers need not add a long tail. */
const batchesBetween = 50

/** Keeps the aggregates close behind the recording, one roll-up at a time, without anybody waiting for it. */
export class RollUpBehind {
  readonly #db: Database
  #batches = 0
  #running: Promise<void> | undefined
  #failure: { readonly error: unknown } | undefined

  constructor(db: Database) {
    this.#db = db
  }

  /** To be called after each recorded batch. Throws what an earlier roll-up failed with. */
  batchRecorded(): void {
    if (this.#failure !== undefined) throw this.#failure.error
    this.#batches += 1
    if (this.#running !== undefined || this.#batches < batchesBetween) return
    this.#batches = 0
    this.#running = rollUpUsage(this.#db)
      .catch((error: unknown) => {
        this.#failure = { error }
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
