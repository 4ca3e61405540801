import { z } from 'zod'
import { recordAccessChanges, type NewAccessChange } from '../access/record-access-changes.ts'
import { loadOpenings } from '../access/load-openings.ts'
import type { Attribution } from '../database/attribution.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { lockCustomers } from '../database/lock-customers.ts'
import { textInput } from '../prices/text-input.ts'
import { customerId, instantInput } from './customer-entries.ts'
import { inWords } from './in-words.ts'
import { problemTexts } from './problem-text.ts'
import { readAllRows } from './read-all-rows.ts'

const accessRow = z.strictObject({
  customer: customerId,
  at: instantInput.optional(),
  open: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]),
  by: textInput(200).optional(),
})

const accessColumns = { required: ['customer', 'open'], optional: ['at', 'by'] }

export interface AccessImport {
  readonly rows: number
  readonly newChanges: number
}

/**
 * Imports openings and closings of the API, JSON Lines or CSV `customer, at, open, by`, all or nothing. Without `at` a
 * change takes effect now; with it, it is history, and only before any event of the customer. Equal ones are skipped.
 */
export async function importAccess(
  db: Database,
  file: string,
  attribution: Attribution,
): Promise<AccessImport> {
  const rows = await readAllRows(file, accessColumns, (row) => {
    const checked = accessRow.safeParse(row, { error: inWords })
    return checked.success ? { value: checked.data } : { problems: problemTexts(checked.error) }
  })
  return atomically(db, async (tx) => {
    const customers = [...new Set(rows.map(({ value }) => value.customer))]
    await lockCustomers(tx, customers) // nobody else adds to what is known
    const openings = await loadOpenings(tx, customers)
    const changes = rows
      .map(({ value: { customer, at, open, by } }): NewAccessChange => {
        return { customer, at: at ?? attribution.recordedAt, open, ...(by === undefined ? {} : { by }) }
      })
      .filter(({ customer, at, open }) => {
        const known = openings.get(customer) ?? []
        return !known.some(({ openedAt, closedAt }) => (open ? openedAt : closedAt) === at)
      })
    await recordAccessChanges(tx, changes, attribution)
    return { rows: rows.length, newChanges: changes.length }
  })
}
