import type { RawBooks } from './raw-books.ts'
import { hasComeTo } from './recount-unbilled.ts'

/** `customer usageMonth heldIn reason`: what the newest run that came to a customer could not bill. */
export function recountHolds({ holds, runs }: RawBooks): readonly string[] {
  return holds
    .filter(({ customer, month }) => runs.findLast((run) => hasComeTo(run, customer))?.month === month)
    .map(({ customer, usageMonth, month, reason }) => `${customer} ${usageMonth} ${month} ${reason}`)
    .toSorted()
}
