import { date, integer, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { accounts } from '../../../rules/journal-entry.ts'
import { customerId, exact, money, month, recorded } from '../columns.ts'
import { vatTreatment } from './customers.ts'

export const account = pgEnum('account', accounts)

/** A ledger booking; its voucher is the document's number. */
export const journalEntries = pgTable(
  'journal_entries',
  {
    customerId: customerId('customer_id').notNull(),
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
  (table) => [primaryKey({ columns: [table.customerId, table.voucher, table.lineNumber] })],
)
