import { asc, desc, lte, sql } from 'drizzle-orm'
import { secondsAfter, type Instant } from '../../rules/instant.ts'
import type { Attribution } from '../database/attribution.ts'
import { anyOf } from '../database/any-of.ts'
import type { Database } from '../database/client.ts'
import { inChunks } from '../database/in-chunks.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import { lockCustomers } from '../database/lock-customers.ts'
import { customerParticulars, customers } from '../database/schema/customers.ts'

/** Who is invoiced: what a document says about its buyer. */
export interface Customer {
  readonly customer: string
  readonly name: string
  readonly businessId: string | null
  readonly vatNumber: string | null
}

/**
 * Makes unknown customers known and appends changed particulars; equal ones are skipped. Returns how many were new. A
 * run names buyers as they were known at its start: particulars that come after it are dated after it, also when
 * recording them began before.
 */
export async function recordCustomers(
  tx: Database,
  wanted: readonly Customer[],
  attribution: Attribution,
): Promise<number> {
  let added = 0
  const byId = new Map(wanted.map((each) => [each.customer, each])) // of several rows the last one's particulars hold
  await lockCustomers(tx, byId.keys())
  const knownFrom = await afterLastStart(tx, attribution.recordedAt)
  for (const chunk of inChunks([...byId.values()])) {
    const inserted = await tx.orm
      .insert(customers)
      .values(chunk.map(({ customer }) => ({ customerId: customer, ...attribution })))
      .onConflictDoNothing()
      .returning({ customerId: customers.customerId })
    added += inserted.length
    const known = await loadParticulars(
      tx,
      chunk.map(({ customer }) => customer),
    )
    const changed = chunk.filter((each) => !sameParticulars(each, known.get(each.customer)))
    if (changed.length > 0)
      await tx.orm.insert(customerParticulars).values(
        changed.map(({ customer, name, businessId, vatNumber }) => ({
          customerId: customer,
          name,
          businessId,
          vatNumber,
          ...attribution,
          recordedAt: knownFrom,
        })),
      )
  }
  return added
}

/** The instant, or the first one after the start of the newest run. No run starts while the caller holds a lane. */
async function afterLastStart(tx: Database, instant: Instant): Promise<Instant> {
  const [row] = await tx.sql<{ started: string | null }[]>`
    select max(recorded_at)::text as started from invoice_runs`
  const started = row?.started ?? null
  if (started === null || instantOfTimestamp(started) < instant) return instant
  return secondsAfter(instantOfTimestamp(started), 1e-6)
}

/** The newest particulars of each customer; with `knownAt`, the newest recorded up to then, and where there are none, the first. */
export async function loadParticulars(
  db: Database,
  ids: readonly string[],
  knownAt?: Instant,
): Promise<ReadonlyMap<string, Customer>> {
  const rows = await db.orm
    .selectDistinctOn([customerParticulars.customerId])
    .from(customerParticulars)
    .where(anyOf(customerParticulars.customerId, ids))
    .orderBy(
      customerParticulars.customerId,
      ...(knownAt === undefined ? [] : knownFirst(knownAt)),
      desc(customerParticulars.factId),
    )
  return new Map(
    rows.map(({ customerId, name, businessId, vatNumber }) => [
      customerId,
      { customer: customerId, name, businessId, vatNumber },
    ]),
  )
}

/** A first name that is dated after the instant must not change with the next one: what was made from it stays so. */
function knownFirst(knownAt: Instant) {
  const isKnown = lte(customerParticulars.recordedAt, knownAt)
  return [desc(isKnown), asc(sql`case when ${isKnown} then 0 else ${customerParticulars.factId} end`)]
}

function sameParticulars(one: Customer, other: Customer | undefined): boolean {
  return (
    other !== undefined &&
    one.name === other.name &&
    one.businessId === other.businessId &&
    one.vatNumber === other.vatNumber
  )
}
