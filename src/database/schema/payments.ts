import { bigint, date, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { customerId, money, month, recorded } from '../columns.ts'

/** A payment received, with the customer's document that its reference names. */
export const payments = pgTable(
  'payments',
  {
    customerId: customerId('customer_id').notNull(),
    /** Rises in the order of recording. */
    paymentId: bigint('payment_id', { mode: 'number' }).generatedAlwaysAsIdentity(),
    /** The bank's own id of the payment. */
    bankId: text('bank_id').notNull(),
    /** As it was paid: with the spaces and zeros of the bank. */
    reference: text('reference').notNull(),
    billingMonth: month('billing_month').notNull(),
    amount: money('amount').notNull(),
    paidOn: date('paid_on', { mode: 'string' }).notNull(),
    ...recorded,
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.paymentId] }),
    unique('payments_bank_id').on(table.customerId, table.bankId),
  ],
)

/** The register that makes the bank's ids unique; written with the payments, kept apart from their shards. */
export const paymentRegister = pgTable('payment_register', {
  bankId: text('bank_id').primaryKey(),
  customerId: customerId('customer_id').notNull(),
  paymentId: bigint('payment_id', { mode: 'number' }).notNull(),
})
