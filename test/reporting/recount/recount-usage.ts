import { countAndQuantity, groupedLines } from './added-up.ts'
import { dayIn, hourIn, monthIn } from './helsinki.ts'
import type { RawBooks } from './raw-books.ts'

const periods = { hour: hourIn, day: dayIn, month: monthIn }

/** `period groups: events quantity`, of what was not taken back. */
export function recountUsage(
  { events }: RawBooks,
  interval: keyof typeof periods,
  groupBy: readonly ('customer' | 'resource' | 'channel' | 'outcome' | 'disposition' | 'source')[],
): readonly string[] {
  return groupedLines(
    events.filter(({ takenBack }) => !takenBack),
    (event) => [periods[interval](event.at), ...groupBy.map((each) => event[each])],
    countAndQuantity,
  )
}
