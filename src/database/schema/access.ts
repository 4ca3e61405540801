import { boolean, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { customerId, instant, recorded } from '../columns.ts'

/** Openings and closings of the whole API, numbered from 1 per customer: odd ones open, even ones close. */
export const accessChanges = pgTable(
  'access_changes',
  {
    customerId: customerId('customer_id').notNull(),
    changeNumber: integer('change_number').notNull(),
    at: instant('at').notNull(),
    open: boolean('open').notNull(),
    ...recorded,
  },
  (table) => [primaryKey({ columns: [table.customerId, table.changeNumber] })],
)
