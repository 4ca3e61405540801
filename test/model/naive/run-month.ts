import { type NaiveBooks } from './books.ts'
import { refusedAs, type Verdict } from './verdict.ts'

/** How far a run comes: a stopped one may have been started, and its only block may have been written. */
export type RunEnd = 'complete' | 'not started' | 'before its block' | 'after its block'

/** R8, R9: issues a closed month, or goes on where an earlier start was stopped. */
export function runMonth(books: NaiveBooks, month: string, end: RunEnd): Verdict {
  const found = books.runs.find((run) => run.month === month)
  if (found?.isComplete === true) return 'already-complete'
  if (!books.closed.includes(month)) return refusedAs('run-out-of-order', 'month-out-of-order')
  if (end === 'not started') return 'stopped'
  const run = found ?? { month, startedAt: books.now, isIssued: false, isComplete: false }
  if (found === undefined) books.runs.push(run)
  if (end !== 'before its block') run.isIssued = true
  run.isComplete = end === 'complete'
  return end === 'complete' ? 'complete' : 'stopped'
}
