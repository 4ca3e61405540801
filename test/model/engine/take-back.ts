import { billingMonth } from '../../../rules/billing-month.ts'
import { atomically } from '../../../src/database/atomically.ts'
import { retractEvents } from '../../../src/usage/retract-events.ts'
import type { NaiveEvent } from '../naive/books.ts'
import { clerkAt, type EngineBooks } from './engine-books.ts'

export async function takeBack(
  { runtime }: EngineBooks,
  events: readonly NaiveEvent[],
  now: number,
): Promise<void> {
  const named = events.map(({ customer, source, id, usageMonth, postedIn }) => ({
    customer,
    source,
    id,
    usageMonth: billingMonth(usageMonth),
    postingMonth: billingMonth(postedIn),
  }))
  await atomically(runtime, (tx) => retractEvents(tx, named, 'sent by mistake', clerkAt(now)))
}
