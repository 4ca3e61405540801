import { bigint, integer, jsonb, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { customerId, month, recorded } from '../columns.ts'

export const priceListStatus = pgEnum('price_list_status', ['sample', 'binding'])

/** Price list versions, whole, as they were proved. */
export const priceLists = pgTable('price_lists', {
  listId: integer('list_id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  status: priceListStatus('status').notNull(),
  effectiveFrom: month('effective_from').notNull(),
  content: jsonb('content').notNull(),
  ...recorded,
})

/** A customer's own price of one resource from a month on; null ends it. */
export const customerPrices = pgTable(
  'customer_prices',
  {
    customerId: customerId('customer_id').notNull(),
    factId: bigint('fact_id', { mode: 'number' }).generatedAlwaysAsIdentity(),
    from: month('from_month').notNull(),
    postingMonth: month('posting_month').notNull(),
    resource: text('resource').notNull(),
    price: jsonb('price'),
    ...recorded,
  },
  (table) => [primaryKey({ columns: [table.customerId, table.factId] })],
)
