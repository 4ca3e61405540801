import { billingMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { parseInstant, type Instant } from '../../rules/instant.ts'

/** An instant as it is written in the demo's stories, such as `2026-02-12T10:15:00+02:00`. */
export function instantOf(text: string): Instant {
  const instant = parseInstant(text)
  if (instant === undefined) throw new RangeError(`broken invariant: ${text} is not an instant`)
  return instant
}

/** When prices and customers are imported. */
export const storyStart = instantOf('2025-12-29T09:00:00+02:00')

/** Nothing becomes known after it. */
export const storyEnd = instantOf('2026-04-08T00:00:00+03:00')

/** The months that close, each on the third of the next one. */
export const closings: readonly { readonly month: BillingMonth; readonly at: Instant }[] = [
  { month: billingMonth('2026-01'), at: instantOf('2026-02-03T08:00:00+02:00') },
  { month: billingMonth('2026-02'), at: instantOf('2026-03-03T08:00:00+02:00') },
  { month: billingMonth('2026-03'), at: instantOf('2026-04-03T08:00:00+03:00') },
]
