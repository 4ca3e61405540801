import { asc, eq } from 'drizzle-orm'
import type { RightChange } from '../../../rules/resource-rights.ts'
import type { Attribution } from '../../database/attribution.ts'
import type { Database } from '../../database/client.ts'
import { resourceRights } from '../../database/schema/access.ts'

/** A change of rights as it is recorded. */
export interface RecordedRightChange extends RightChange, Attribution {
  /** From 1 per customer, in the order of recording. */
  readonly changeNumber: number
}

/** A customer's changes of rights in the order of recording. */
export async function loadRightChanges(
  db: Database,
  customer: string,
): Promise<readonly RecordedRightChange[]> {
  const rows = await db.orm
    .select()
    .from(resourceRights)
    .where(eq(resourceRights.customerId, customer))
    .orderBy(asc(resourceRights.changeNumber))
  return rows.map(({ customerId: _of, ...change }) => change)
}
