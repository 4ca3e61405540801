import { sql } from 'drizzle-orm'
import { bigint, date, index, integer, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { accounts } from '../../../rules/journal-entry.ts'
import { customerId, exact, money, month, recorded } from '../columns.ts'
import { vatTreatment } from './customers.ts'

export const account = pgEnum('account', accounts)

/** A ledger booking; its voucher names what is behind it: a document's number, a payment. */
export const journalEntries = pgTable(
  'journal_entries',
  {
    customerId: customerId('customer_id').notNull(),
    /** Rises in the order of booking. */
    entryId: bigint('entry_id', { mode: 'number' }).generatedAlwaysAsIdentity(),
    voucher: text('voucher').notNull(),
    entryDate: date('entry_date', { mode: 'string' }).notNull(),
    ...recorded,
  },
  (table) => [primaryKey({ columns: [table.customerId, table.voucher] })],
)

/** One side of a booking: exactly one of debit and credit is above zero. */
export const journalLines = pgTable(
  'journal_lines',
  {
    customerId: customerId('customer_id').notNull(),
    voucher: text('voucher').notNull(),
    lineNumber: integer('line_number').notNull(),
    account: account('account').notNull(),
    debit: money('debit').notNull(),
    credit: money('credit').notNull(),
    usageMonth: month('usage_month'),
    vatTreatment: vatTreatment('vat_treatment'),
    vatRate: exact('vat_rate', { digits: 5, decimals: 2 }),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.voucher, table.lineNumber] }),
    // What a customer's balances are read from: neither revenue nor VAT.
    index('journal_lines_balances')
      .on(table.customerId, table.account)
      .where(sql`${table.usageMonth} is null and ${table.vatRate} is null`),
  ],
)
