import { asc } from 'drizzle-orm'
import { openingsOf, type ApiOpening } from '../../rules/api-access.ts'
import { anyOf } from '../database/any-of.ts'
import type { Database } from '../database/client.ts'
import { accessChanges } from '../database/schema/access.ts'

/** The customers' openings of the API, oldest first. */
export async function loadOpenings(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly ApiOpening[]>> {
  const rows = await db.orm
    .select()
    .from(accessChanges)
    .where(anyOf(accessChanges.customerId, ids))
    .orderBy(asc(accessChanges.customerId), asc(accessChanges.changeNumber))
  const changes = Map.groupBy(rows, ({ customerId }) => customerId)
  return new Map([...changes].map(([customer, own]) => [customer, openingsOf(own)]))
}
