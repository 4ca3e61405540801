import { earlierMonth, laterMonth, previousMonth, type BillingMonth } from '../../rules/billing-month.ts'
import type { Instant } from '../../rules/instant.ts'
import { mergeBilled } from '../../rules/merge-billed.ts'
import { earliestTouchedMonth } from '../../rules/touched-months.ts'
import { loadParticulars } from '../customers/record-customers.ts'
import type { Database } from '../database/client.ts'
import { loadRecordedFacts } from '../facts/load-recorded-facts.ts'
import { billingMonthOf, firstPlannedMonth, type CustomerMonth, type RunSetup } from './customer-month.ts'
import { loadBilled } from './load-billed.ts'
import { loadFirstSuccesses } from './load-first-successes.ts'
import { loadUsage, type CustomerRange } from './load-usage.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** Customers read at once: memory stays the same however many there are. */
const blockSize = 1000

/**
 * The next customers after `after` in byte order, with every fact that their months depend on; empty at the end. Facts
 * of a closed month no longer change, so blocks of a run read at different times fit together; names and numbers of
 * buyers belong to no month, and are those known at `knownAt`, without it the newest.
 */
export async function loadCustomerBlock(
  db: Database,
  setup: RunSetup,
  after: string | null,
  knownAt?: Instant,
): Promise<readonly CustomerMonth[]> {
  const rows = await db.sql<{ customer_id: string }[]>`
    select customer_id from customers where customer_id > ${after ?? ''} order by customer_id limit ${blockSize}`
  return loadCustomers(
    db,
    setup,
    rows.map((row) => row.customer_id),
    knownAt,
  )
}

/** The same for these customers, which follow each other in byte order. */
export async function loadCustomers(
  db: Database,
  setup: RunSetup,
  ids: readonly string[],
  knownAt?: Instant,
): Promise<readonly CustomerMonth[]> {
  const [first, last] = [ids[0], ids.at(-1)]
  if (first === undefined || last === undefined) return []
  const range = { first, last }
  const factsOf = await loadRecordedFacts(db, ids)
  const firstSuccesses = await loadFirstSuccesses(db, range, setup.countedFrom !== 'aggregates-and-tail')
  const dated = (id: string) => ({
    customer: id,
    ...factsOf(id),
    firstSuccesses: firstSuccesses.get(id) ?? [],
  })
  const [firstPlanned, month] = [firstPlannedMonth(setup), billingMonthOf(setup)]
  const posted = await loadUsage(
    db,
    range,
    {
      usedFrom: setup.firstMonth,
      postedFrom: firstPlanned,
      postedTo: month,
    },
    setup.countedFrom,
  )
  const held = await loadHeldMonths(db, range, previousMonth(firstPlanned))
  const usedFrom = (id: string) => {
    const facts = { ...dated(id), usage: posted.get(id) ?? [] }
    const touched = setup.months.flatMap((each) => earliestTouchedMonth(facts, each) ?? [])
    return [...touched, ...(held.get(id) ?? [])].reduce(earlierMonth, firstPlanned)
  }
  const reachingBack = ids.filter((id) => usedFrom(id) < firstPlanned) // few: history is read of these alone
  const from = reachingBack.map(usedFrom).reduce(earlierMonth, firstPlanned)
  const months = { usedFrom: laterMonth(from, setup.firstMonth), billedBefore: firstPlanned }
  const earlier = await loadUsage(
    db,
    { ids: reachingBack },
    { ...months, postedFrom: setup.firstMonth, postedTo: month },
    setup.countedFrom,
  )
  const billed = await loadBilled(db, reachingBack, months)
  const particulars = await loadParticulars(db, ids, knownAt)
  return ids.map((id) => ({
    buyer: particulars.get(id) ?? { customer: id, name: id, businessId: null, vatNumber: null },
    facts: { ...dated(id), usage: earlier.get(id) ?? posted.get(id) ?? [] },
    billed: mergeBilled([], billed.get(id)?.charges ?? []),
    documentsOf: billed.get(id)?.documentsOf ?? new Map(),
    heldBefore: held.get(id) ?? [],
  }))
}

async function loadHeldMonths(
  db: Database,
  { first, last }: CustomerRange,
  run: BillingMonth,
): Promise<ReadonlyMap<string, readonly BillingMonth[]>> {
  const rows = await db.sql<{ customer_id: string; usage_month: string }[]>`
    select distinct customer_id, usage_month::text from holds
    where customer_id between ${first} and ${last} and billing_month = ${`${run}-01`}::date`
  const held = new Map<string, BillingMonth[]>()
  for (const row of rows) {
    const own = held.get(row.customer_id) ?? []
    own.push(monthOfDate(row.usage_month))
    held.set(row.customer_id, own)
  }
  return held
}
