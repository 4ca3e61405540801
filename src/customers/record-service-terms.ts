import { postingMonthOf } from '../../rules/posting-month.ts'
import type { ServiceTerms } from '../../rules/package-eligibility.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { lockCustomers } from '../database/lock-customers.ts'
import { inChunks } from '../database/in-chunks.ts'
import { serviceTerms } from '../database/schema/customers.ts'
import { BillingError } from '../errors/billing-error.ts'
import { oldestOpenMonth } from '../months/oldest-open-month.ts'
import type { NewFact } from './new-facts.ts'

/** A Store change: terms from a month on. */
export interface NewTerms extends NewFact<ServiceTerms> {
  /** The Store's own date (`2026-03-01`) where the change became known after its month had closed. */
  readonly storeDate: string | null
}

/**
 * Records service terms. Terms decide dispositions when events are recorded, so they never reach back into a closed
 * month once the customer has events; before that nothing has been decided by them (R1). Nobody records events of the
 * customer meanwhile.
 */
export async function recordServiceTerms(
  tx: Database,
  terms: readonly NewTerms[],
  attribution: Attribution,
): Promise<void> {
  await lockCustomers(
    tx,
    terms.map(({ customer }) => customer),
  )
  const oldest = await oldestOpenMonth(tx)
  const late = terms.filter(({ from }) => from < oldest)
  const called = await customersWithEvents(tx, [...new Set(late.map(({ customer }) => customer))])
  const refused = late.find(({ customer }) => called.has(customer))
  if (refused !== undefined)
    throw new BillingError(
      'month-closed',
      `${refused.customer}: terms from ${refused.from} reach into a closed month; record them from ${oldest} with the Store's date beside them, and settle the closed months by an agreed fee`,
      { details: { customer: refused.customer, from: refused.from, oldestOpenMonth: oldest } },
    )
  for (const rows of inChunks(terms))
    await tx.orm.insert(serviceTerms).values(
      rows.map((row) => ({
        customerId: row.customer,
        from: row.from,
        postingMonth: postingMonthOf(row.from, oldest),
        ...row.value,
        storeDate: row.storeDate,
        ...attribution,
      })),
    )
}

async function customersWithEvents(tx: Database, customers: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.sql<{ customer_id: string }[]>`
    select c.customer_id from unnest(${customers}::text[]) as c(customer_id)
    where exists (select from events e where e.customer_id = c.customer_id)`
  return new Set(rows.map((row) => row.customer_id))
}
