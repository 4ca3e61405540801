import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { inChunks } from '../database/in-chunks.ts'
import { lockCustomers } from '../database/lock-customers.ts'
import type { CustomerObject } from './customer-object.ts'
import { onlyNewFacts } from './only-new-facts.ts'
import { recordCustomerObjects } from './record-customer-objects.ts'

/** Makes customers known and appends their new facts; equal ones are skipped, so a repeat changes nothing. */
export async function recordImportedCustomers(
  tx: Database,
  objects: readonly CustomerObject[],
  attribution: Attribution,
  onProgress: (rows: number) => void = () => undefined,
): Promise<{ readonly newCustomers: number; readonly newFacts: number }> {
  await lockCustomers(tx, new Set(objects.map(({ customer }) => customer.customer))) // nobody else adds to what is known
  let [newCustomers, newFacts] = [0, 0]
  for (const chunk of inChunks(objects)) {
    const fresh = await onlyNewFacts(tx, chunk)
    newCustomers += await recordCustomerObjects(tx, fresh, attribution)
    newFacts += fresh.flatMap(factsOf).length
    onProgress(chunk.length)
  }
  return { newCustomers, newFacts }
}

function factsOf({ customer: _customer, ...facts }: CustomerObject): readonly unknown[] {
  return Object.values(facts).flat()
}
