import { later, startOf } from './calendar.ts'
import { oldestOpen, type NaiveBooks } from './books.ts'
import { refusedAs, type Verdict } from './verdict.ts'

/** R9 */
export function closeMonth(books: NaiveBooks, month: string): Verdict {
  const oldest = oldestOpen(books)
  if (books.closed.includes(month)) return 'already-closed'
  const before = later(month, -1)
  const runBefore = books.runs.find((run) => run.month === before)
  const codes = [
    ...(month === oldest ? [] : ['month-out-of-order']),
    ...(books.now < startOf(later(month, 1)) ? ['month-not-ended'] : []),
    ...(month === oldest && books.closed.length > 0 && runBefore?.isComplete !== true
      ? ['run-out-of-order']
      : []),
  ]
  if (codes.length > 0) return refusedAs(...codes)
  books.closed.push(month)
  return 'closed'
}
