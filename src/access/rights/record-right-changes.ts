import { changesRights, type RightChange } from '../../../rules/resource-rights.ts'
import { requireCustomers } from '../../customers/require-customers.ts'
import type { Attribution } from '../../database/attribution.ts'
import type { Database } from '../../database/client.ts'
import { inChunks } from '../../database/in-chunks.ts'
import { lockCustomers } from '../../database/lock-customers.ts'
import { resourceRights } from '../../database/schema/access.ts'
import { BillingError } from '../../errors/billing-error.ts'
import { loadRightChanges, type RecordedRightChange } from './load-right-changes.ts'

/**
 * Allows and denies resources, in the order given, from now on. What would make no difference to any call is refused with
 * `right-unchanged`. Gives the changes as they are recorded.
 */
export async function recordRightChanges(
  tx: Database,
  customer: string,
  changes: readonly RightChange[],
  attribution: Attribution,
): Promise<readonly RecordedRightChange[]> {
  await requireCustomers(tx, [customer])
  await lockCustomers(tx, [customer])
  const known: RightChange[] = [...(await loadRightChanges(tx, customer))]
  const recorded = changes.map(({ integration, resource, allowed }): RecordedRightChange => {
    const change = { integration, resource, allowed }
    if (!changesRights(known, change)) throw unchanged(customer, change)
    known.push(change)
    return { changeNumber: known.length, ...change, ...attribution }
  })
  for (const rows of inChunks(recorded))
    await tx.orm.insert(resourceRights).values(rows.map((row) => ({ customerId: customer, ...row })))
  return recorded
}

function unchanged(customer: string, { integration, resource, allowed }: RightChange): BillingError {
  const whose = integration === null ? customer : `${customer}, ${integration}`
  const what = resource ?? 'every resource'
  return new BillingError(
    'right-unchanged',
    `${whose}: ${what} is ${allowed ? 'allowed' : 'blocked'} already; nothing is recorded`,
    { details: { customer, integration, resource, allowed } },
  )
}
