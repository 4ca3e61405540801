import type { ClerkHold } from '../../rules/clerk-hold.ts'
import { postingMonthOf } from '../../rules/posting-month.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { inChunks } from '../database/in-chunks.ts'
import { clerkHolds } from '../database/schema/customers.ts'
import { oldestOpenMonth } from '../months/oldest-open-month.ts'
import type { NewFact } from './new-facts.ts'

/** Holds customers from a month on, or releases them, with a reason (R6). */
export async function recordClerkHolds(
  tx: Database,
  holds: readonly NewFact<ClerkHold>[],
  attribution: Attribution,
): Promise<void> {
  const oldest = await oldestOpenMonth(tx)
  for (const rows of inChunks(holds))
    await tx.orm.insert(clerkHolds).values(
      rows.map(({ customer, from, value }) => ({
        customerId: customer,
        from,
        postingMonth: postingMonthOf(from, oldest),
        ...value,
        ...attribution,
      })),
    )
}
