import { countAndQuantity, groupedLines } from './added-up.ts'
import { monthIn } from './helsinki.ts'
import type { RawBooks, RawEvent, RawRun } from './raw-books.ts'

/** `kind postingMonth usageMonth: events quantity`: the fate of every event by itself. */
export function recountUnbilled(books: RawBooks): readonly string[] {
  const fates = books.events.map((event) => ({ ...event, kind: fateOf(event, books) }))
  return groupedLines(
    fates.filter(({ kind }) => kind !== 'billed'),
    ({ kind, postingMonth, at }) => [kind, postingMonth, monthIn(at)],
    countAndQuantity,
  )
}

/**
 * Billed by the first run from its posting month on that has come to its customer and does not hold its usage month. What is
 * posted after the newest run waits for that run's hold as much as what it held.
 */
function fateOf(event: RawEvent, { months, runs, holds }: RawBooks): string {
  if (event.takenBack) return 'taken-back'
  if (event.disposition !== 'billable') return event.disposition
  const usageMonth = monthIn(event.at)
  if (usageMonth < (months[0]?.month ?? '')) return 'before-first-month'
  const seen = runs.filter((run) => run.month >= event.postingMonth && hasComeTo(run, event.customer))
  const isHeldBy = ({ month }: RawRun) =>
    holds.some(
      (hold) => hold.customer === event.customer && hold.month === month && hold.usageMonth === usageMonth,
    )
  if (seen.some((run) => !isHeldBy(run))) return 'billed'
  const newest = runs.findLast((run) => hasComeTo(run, event.customer))
  if (newest !== undefined && isHeldBy(newest)) return 'held'
  if (runs.some(({ month }) => month === event.postingMonth)) return 'run-not-complete'
  return months.some(({ month, isClosed }) => month === event.postingMonth && isClosed)
    ? 'month-not-issued'
    : 'month-open'
}

/** In byte order. */
export function hasComeTo({ isComplete, issuedUpTo }: RawRun, customer: string): boolean {
  return (
    isComplete || (issuedUpTo !== null && Buffer.compare(Buffer.from(customer), Buffer.from(issuedUpTo)) <= 0)
  )
}
