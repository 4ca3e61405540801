import { billsOf } from './bill.ts'
import { bookingsOf } from './bookings.ts'
import { customersOf, type NaiveBooks } from './books.ts'
import { documentsOf } from './documents.ts'
import type { Seen } from './seen.ts'

/** What the runs should have left behind so far. */
export function see(books: NaiveBooks): Seen {
  const documents = documentsOf(books)
  const holds = books.runs
    .filter(({ isIssued }) => isIssued)
    .flatMap(({ month }) =>
      customersOf(books).flatMap((customer) =>
        (billsOf(books, customer, month).at(-1)?.holds ?? []).map(
          ({ usageMonth, reason }) => `${month} ${customer} ${usageMonth} ${reason}`,
        ),
      ),
    )
  return { documents, holds: holds.toSorted(), bookings: bookingsOf(documents, books.payments).toSorted() }
}
