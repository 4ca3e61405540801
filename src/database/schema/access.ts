import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
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

/** What a customer lets the API do, numbered from 1 per customer; of two changes that are about a resource the later one decides. */
export const resourceRights = pgTable(
  'resource_rights',
  {
    customerId: customerId('customer_id').notNull(),
    changeNumber: integer('change_number').notNull(),
    /** Null is general: every integration that has no rights of its own. */
    integration: text('integration'),
    /** Lower case, without a query string; null is all of them. */
    resource: text('resource'),
    allowed: boolean('allowed').notNull(),
    ...recorded,
  },
  (table) => [primaryKey({ columns: [table.customerId, table.changeNumber] })],
)
