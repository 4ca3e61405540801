import { postingMonth, type NaiveBooks, type NaiveEvent } from './books.ts'
import { refusedAs, type Verdict } from './verdict.ts'

/** R2: takes events back, all of them or none. They stay, and count for nothing from now on. */
export function takeBack(books: NaiveBooks, events: readonly NaiveEvent[]): Verdict {
  if (events.some(({ takenBackIn }) => takenBackIn !== undefined)) return refusedAs('already-retracted')
  for (const event of events) event.takenBackIn = postingMonth(books, event.usageMonth)
  return 'done'
}
