import type { Attribution } from '../database/attribution.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { customerColumns, customerObjectOfCsv } from './customer-csv.ts'
import { importedCustomer } from './imported-customer.ts'
import { inWords } from './in-words.ts'
import { problemTexts } from './problem-text.ts'
import { readAllRows } from './read-all-rows.ts'
import { recordImportedCustomers } from './record-imported-customers.ts'

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
    const checked = importedCustomer.safeParse(object, { error: inWords })
    return checked.success ? { value: checked.data } : { problems: problemTexts(checked.error) }
  })
  const objects = rows.map(({ value }) => value)
  return atomically(db, async (tx) => {
    const recorded = await recordImportedCustomers(tx, objects, attribution, onProgress)
    return { rows: rows.length, ...recorded }
  })
}
