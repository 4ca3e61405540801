import { countAndQuantity, groupedLines } from './added-up.ts'
import { monthIn } from './helsinki.ts'
import type { RawBooks } from './raw-books.ts'

/** `cohort month: events quantity customers active`. */
export function recountCohorts({ events }: RawBooks): readonly string[] {
  const billable = events.filter(({ takenBack, disposition }) => !takenBack && disposition === 'billable')
  const cohortOf = new Map<string, string>()
  for (const { customer, at } of billable) {
    const known = cohortOf.get(customer)
    if (known === undefined || monthIn(at) < known) cohortOf.set(customer, monthIn(at))
  }
  const sizeOf = (cohort: string | undefined) =>
    [...cohortOf.values()].filter((each) => each === cohort).length
  return groupedLines(
    billable,
    ({ customer, at }) => [cohortOf.get(customer), monthIn(at)],
    (made) => {
      const active = new Set(made.map(({ customer }) => customer))
      return `${countAndQuantity(made)} ${sizeOf(cohortOf.get(made[0]?.customer ?? ''))} ${active.size}`
    },
  )
}
