import type { Attribution } from '../database/attribution.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { inChunks } from '../database/in-chunks.ts'
import { lockCustomers } from '../database/lock-customers.ts'
import { customerObject, type CustomerObject } from './customer-object.ts'
import { customerColumns, customerObjectOfCsv } from './customer-csv.ts'
import { onlyNewFacts } from './only-new-facts.ts'
import { inWords } from './in-words.ts'
import { problemTexts } from './problem-text.ts'
import { readAllRows } from './read-all-rows.ts'
import { recordCustomerObjects } from './record-customer-objects.ts'
import { timedFacts } from './timed-facts.ts'

export interface CustomerImport {
  readonly rows: number
  readonly newCustomers: number
  readonly newFacts: number
}

/**
 * Imports customers with their facts, JSON Lines or CSV, all or nothing. New facts of a known customer are appended and
 * equal ones skipped, so the same file imported twice changes nothing.
 */
export async function importCustomers(
  db: Database,
  file: string,
  attribution: Attribution,
  onProgress: (rows: number) => void = () => undefined,
): Promise<CustomerImport> {
  const rows = await readAllRows(file, customerColumns, (row, format) => {
    const object = format === 'csv' ? customerObjectOfCsv(row) : row
    const checked = customerObject.safeParse(object, { error: inWords })
    if (!checked.success) return { problems: problemTexts(checked.error) }
    return hasTimedFacts(checked.data)
      ? { problems: ['recordedAt is for scenarios only: an import is recorded when it is imported'] }
      : { value: checked.data }
  })
  const objects = rows.map(({ value }) => value)
  return atomically(db, async (tx) => {
    await lockCustomers(tx, new Set(objects.map(({ customer }) => customer.customer))) // nobody else adds to what is known
    let [newCustomers, newFacts] = [0, 0]
    for (const chunk of inChunks(objects)) {
      const fresh = await onlyNewFacts(tx, chunk)
      newCustomers += await recordCustomerObjects(tx, fresh, attribution)
      newFacts += fresh.flatMap(factsOf).length
      onProgress(chunk.length)
    }
    return { rows: rows.length, newCustomers, newFacts }
  })
}

/** A change of access has an instant of its own: that is history, and allowed. */
function hasTimedFacts(object: CustomerObject): boolean {
  return timedFacts({ ...object, api: [] }).length > 0
}

function factsOf({ customer: _customer, ...facts }: CustomerObject): readonly unknown[] {
  return Object.values(facts).flat()
}
