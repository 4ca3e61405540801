/** Collects the bytes of one line that came in pieces, up to `bytesMax`; what is beyond is dropped and counted. */
export class LineBuffer {
  #bytes = Buffer.alloc(0)
  #length = 0
  #dropped = 0
  readonly #bytesMax: number

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  /** Whether anything was appended since the last `take`. */
  get isEmpty(): boolean {
    return this.#length === 0
  }

  append(piece: Uint8Array): void {
    const kept = Math.min(piece.length, this.#bytesMax - this.#length)
    if (this.#length + kept > this.#bytes.length) this.#grow(this.#length + kept)
    this.#bytes.set(kept === piece.length ? piece : piece.subarray(0, kept), this.#length)
    this.#length += kept
    this.#dropped += piece.length - kept
  }

  /** Hands the line over and starts the next. */
  take(): { bytes: Buffer; dropped: number } {
    const line = { bytes: this.#bytes.subarray(0, this.#length), dropped: this.#dropped }
    // A long line takes the memory with it: copied it would need twice as much, and kept it would stay for good.
    if (this.#length > copiedMax) this.#bytes = Buffer.alloc(0)
    else line.bytes = Buffer.from(line.bytes)
    this.#length = 0
    this.#dropped = 0
    return line
  }

  // Doubling, so that a line in a million pieces is copied a few times and not a million.
  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(
      Math.min(this.#bytesMax, Math.max(needed, this.#bytes.length * 2, 1024)),
    )
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

const copiedMax = 1024 * 1024
