import type { Gauge } from 'prom-client'
import { HttpRefusal } from './http-refusal.ts'
import { problem } from './problem.ts'

/** Bounds what all requests' bodies hold of the memory together, from their arrival until they are answered. */
export interface BodyBudget {
  /** For one request. */
  open(): HeldBytes
}

export interface HeldBytes {
  /** Counts bytes that have arrived; refuses with `overloaded` when all requests together hold too many. */
  take(bytes: number): void
  /** Gives everything back. */
  release(): void
}

export function bodyBudget(bytesMax: number, gauge: Gauge): BodyBudget {
  let heldByAll = 0
  const change = (bytes: number) => {
    heldByAll += bytes
    gauge.set(heldByAll)
  }
  return {
    open() {
      let held = 0
      return {
        take(bytes) {
          if (heldByAll + bytes > bytesMax) throw overloaded(bytesMax)
          held += bytes
          change(bytes)
        },
        release() {
          change(-held)
          held = 0
        },
      }
    },
  }
}

/** Not made to wait: who waits while holding a part could wait for others who do the same. */
function overloaded(bytesMax: number): HttpRefusal {
  const detail = `The requests under way hold ${bytesMax} bytes together, which is all that they may; try again`
  return new HttpRefusal(problem(503, 'overloaded', detail), { 'Retry-After': '1' })
}
