import type { Database } from './client.ts'

/** How many lanes customers are spread over. Writers of different lanes never wait for each other. */
const customerLanes = 64

/**
 * Makes the caller the only writer of these customers until its database transaction ends. Recording looks for an
 * event's identity in several months' partitions, which no single unique index spans; with one writer per lane
 * nothing can slip in between. Lanes are locked in rising order, so two writers never deadlock.
 */
export async function lockCustomers(tx: Database, customers: Iterable<string>): Promise<void> {
  const lanes = [...new Set(Array.from(customers, laneOf))].toSorted((one, other) => one - other)
  if (lanes.length === 0) return
  await tx.sql`
    select pg_advisory_xact_lock(${laneLockSpace}, lane) from unnest(${lanes}::int[]) as lane`
}

/** Waits for every writer of customers in flight, and makes the caller the only one until its database transaction ends. */
export async function lockAllCustomers(tx: Database): Promise<void> {
  await tx.sql`
    select pg_advisory_xact_lock(${laneLockSpace}, lane) from generate_series(0, ${customerLanes - 1}::int) as lane`
}

/** The lane of a customer: FNV-1a over the id's UTF-16 units, so that every process agrees. */
export function laneOf(customer: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < customer.length; index += 1)
    hash = Math.imul(hash ^ customer.charCodeAt(index), 0x01000193)
  return (hash >>> 0) % customerLanes
}

/** The first key of our two-key advisory locks: "lane" in ASCII. */
const laneLockSpace = 0x6c616e65
