import type { NaiveBooks } from './books.ts'

export interface NaiveOpening {
  readonly from: number
  /** Infinity while it is open. */
  readonly to: number
}

/** R2: the customer's openings, oldest first; changes alternate, the first one opens. */
export function openingsOf(books: NaiveBooks, customer: string): readonly NaiveOpening[] {
  const own = books.changes.filter((change) => change.customer === customer)
  return own.flatMap((change, index) => {
    const next = own[index + 1]
    return change.open ? [{ from: change.at, to: next === undefined ? Infinity : next.at }] : []
  })
}
