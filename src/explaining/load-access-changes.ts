import { eq } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { accessChanges } from '../database/schema/access.ts'
import type { AccessChange } from './explanation.ts'

/** The customer's openings and closings of the API, by their numbers. */
export async function loadAccessChanges(
  db: Database,
  customer: string,
): Promise<ReadonlyMap<number, AccessChange>> {
  const rows = await db.orm.select().from(accessChanges).where(eq(accessChanges.customerId, customer))
  return new Map(
    rows.map(({ changeNumber, at, recordedAt, recordedBy, note }) => [
      changeNumber,
      { changeNumber, at, recordedAt, recordedBy, note },
    ]),
  )
}
