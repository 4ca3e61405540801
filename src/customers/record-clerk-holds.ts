import type { ClerkHold } from '../../rules/clerk-hold.ts'
import { factInForce, type DatedFact } from '../../rules/dated-series.ts'
import { postingMonthOf } from '../../rules/posting-month.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { inChunks } from '../database/in-chunks.ts'
import { lockCustomers } from '../database/lock-customers.ts'
import { clerkHolds } from '../database/schema/customers.ts'
import { BillingError } from '../errors/billing-error.ts'
import { oldestOpenMonth } from '../months/oldest-open-month.ts'
import { loadClerkHolds } from './load-series.ts'
import type { NewFact } from './new-facts.ts'

/**
 * Holds customers from a month on, or releases them, with a reason (R6). What would change nothing is refused: a hold
 * with one in force in its month with `already-held` (an earlier month is another hold), a release without one in force
 * in its month with `not-held`.
 */
export async function recordClerkHolds(
  tx: Database,
  holds: readonly NewFact<ClerkHold>[],
  attribution: Attribution,
): Promise<void> {
  if (holds.length === 0) return
  const customers = [...new Set(holds.map(({ customer }) => customer))]
  await lockCustomers(tx, customers)
  const oldest = await oldestOpenMonth(tx)
  const known = new Map(await loadClerkHolds(tx, customers))
  for (const hold of holds) {
    const series = known.get(hold.customer) ?? []
    refuseUnlessChanging(hold, series)
    known.set(hold.customer, [...series, asFact(hold, series)])
  }
  for (const rows of inChunks(holds))
    await tx.orm.insert(clerkHolds).values(
      rows.map(({ customer, from, value }) => ({
        customerId: customer,
        from,
        postingMonth: postingMonthOf(from, oldest),
        held: value.held,
        reason: value.reason,
        ...attribution,
      })),
    )
}

function refuseUnlessChanging(
  { customer, from, value }: NewFact<ClerkHold>,
  series: readonly DatedFact<ClerkHold>[],
): void {
  const inForce = factInForce(series, from, 'now')
  const held = inForce?.value.held === true
  if (value.held === held)
    throw held
      ? new BillingError(
          'already-held',
          `${customer} is held already in ${from}, from ${inForce.from} on: ${inForce.value.reason}`,
          { details: { customer, from, heldFrom: inForce.from } },
        )
      : new BillingError(
          'not-held',
          `${customer} is not held by a clerk in ${from}: there is nothing to release`,
          {
            details: { customer, from },
          },
        )
}

/** As it will stand: after everything recorded before it. */
function asFact(
  { from, value }: NewFact<ClerkHold>,
  series: readonly DatedFact<ClerkHold>[],
): DatedFact<ClerkHold> {
  return { factId: (series.at(-1)?.factId ?? 0) + 1, from, postedIn: from, value }
}
