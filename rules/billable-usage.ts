// R4, R2 (decided). A usage month's quantity of a charged resource is the sum of its billable imports known so far, less what
// was taken back. "Everything else is included": other calls are in no sum. What was all taken back is not used at all.
// Tests: test/rules/billable-usage.test.ts
import type { BillingMonth } from './billing-month.ts'
import { chargedResourceOf, type ChargedResource } from './charged-resources.ts'
import { zero, type Decimal } from './decimal.ts'
import { joinedEvents, noEvents, type EventSet } from './event-set.ts'

/** Billable events of one usage month that became known, or were taken back, in one posting month, summed. */
export interface BillableUsage {
  readonly usageMonth: BillingMonth
  readonly postedIn: BillingMonth
  readonly resource: string
  readonly method: string
  /** Negative for what was taken back. */
  readonly quantity: Decimal
  readonly events: EventSet
}

/** What was used of one charged resource in a month. */
export interface UsedResource {
  readonly quantity: Decimal
  readonly events: EventSet
}

/** Sorted by resource, so that the order of the facts shows nowhere; what was all taken back is not there. */
export function usageByResource(
  usage: readonly BillableUsage[],
  usageMonth: BillingMonth,
  knownIn: BillingMonth,
): ReadonlyMap<ChargedResource, UsedResource> {
  const sums = new Map<ChargedResource, UsedResource>()
  for (const part of usage) {
    if (part.usageMonth !== usageMonth || part.postedIn > knownIn) continue
    const resource = chargedResourceOf(part.resource, part.method, usageMonth)
    if (resource === undefined) continue
    const before = sums.get(resource) ?? { quantity: zero, events: noEvents }
    sums.set(resource, {
      quantity: before.quantity.plus(part.quantity),
      events: joinedEvents(before.events, part.events),
    })
  }
  return new Map(
    [...sums]
      .filter(([, { quantity }]) => quantity.greaterThan(0))
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}
