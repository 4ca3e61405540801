import type { EngineBooks } from './engine/engine-books.ts'
import type { NaiveBooks } from './naive/books.ts'
import type { SentCall } from './naive/record-calls.ts'

/** The two books that are played on, side by side. */
export interface Play {
  readonly naive: NaiveBooks
  readonly engine: EngineBooks
  /** The batches as they were sent, to be sent again. */
  readonly sent: (readonly SentCall[])[]
}

/** What a move was, with its months and instants, and what came out on both sides. */
export interface Played {
  readonly what: string
  readonly expected: unknown
  readonly actual: unknown
}
