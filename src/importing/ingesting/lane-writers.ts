import { laneOf } from '../../database/lock-customers.ts'

/** What one writer has to write, and the writing in flight. */
interface Writer<Item> {
  waiting: Item[]
  running: Promise<void> | undefined
}

/**
 * Writes items in batches, several at a time. A customer's items go through one writer in the order they were added,
 * and no two writers share a lane, so that batches in flight never wait for each other's locks. After a write that
 * failed no other one starts; the failure comes out of `room` and `finish`.
 */
export class LaneWriters<Item> {
  readonly #writers: readonly Writer<Item>[]
  readonly #itemsMax: number
  readonly #write: (items: readonly Item[]) => Promise<void>
  #isFinishing = false
  #failure: { readonly error: unknown } | undefined

  constructor(count: number, itemsMax: number, write: (items: readonly Item[]) => Promise<void>) {
    this.#writers = Array.from({ length: count }, () => ({ waiting: [], running: undefined }))
    this.#itemsMax = itemsMax
    this.#write = write
  }

  add(customer: string, item: Item): void {
    const writer = this.#writers[laneOf(customer) % this.#writers.length]
    if (writer === undefined) throw new Error('broken invariant: there is no writer')
    writer.waiting.push(item)
    if (writer.waiting.length >= this.#itemsMax) this.#start(writer)
  }

  /** Writes what waits without waiting for full batches. */
  flush(): void {
    for (const writer of this.#writers) if (writer.waiting.length > 0) this.#start(writer)
  }

  /** Waits until no writer has a full batch waiting behind the one in flight. */
  async room(): Promise<void> {
    for (const writer of this.#writers)
      while (writer.waiting.length >= this.#itemsMax && this.#failure === undefined) await writer.running
    this.#throwFailure()
  }

  /** Writes everything that was added, or, after a failure, waits for the batches in flight. */
  async finish(): Promise<void> {
    this.#isFinishing = true
    this.flush()
    for (const { running } of this.#writers) await running
    this.#throwFailure()
  }

  #start(writer: Writer<Item>): void {
    writer.running ??= this.#run(writer)
  }

  async #run(writer: Writer<Item>): Promise<void> {
    do {
      const items = writer.waiting.slice(0, this.#itemsMax)
      writer.waiting = writer.waiting.slice(this.#itemsMax)
      await this.#write(items).catch((error: unknown) => {
        this.#failure ??= { error }
      })
    } while (this.#failure === undefined && this.#hasWork(writer))
    writer.running = undefined
  }

  #hasWork({ waiting }: Writer<Item>): boolean {
    return waiting.length >= this.#itemsMax || (this.#isFinishing && waiting.length > 0)
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error
  }
}
