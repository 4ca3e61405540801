import {
  bigint,
  boolean,
  date,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { documentKinds } from '../../../rules/invoice.ts'
import { customerId, exact, instant, money, month, recorded } from '../columns.ts'
import { vatTreatment } from './customers.ts'

export const documentKind = pgEnum('document_kind', documentKinds)

/** One run per billing month. `issued_up_to` is how far it has come, in customer order: a repeat goes on there. */
export const invoiceRuns = pgTable('invoice_runs', {
  month: month('month').primaryKey(),
  issueDate: date('issue_date', { mode: 'string' }).notNull(),
  ruleSet: text('rule_set').notNull(),
  sampleAllowed: boolean('sample_allowed').notNull(),
  issuedUpTo: customerId('issued_up_to'),
  completedAt: instant('completed_at'),
  ...recorded,
})

/** Invoices and credit notes: one per customer and billing month. Commitments are null on the first ones ever issued. */
export const documents = pgTable(
  'documents',
  {
    customerId: customerId('customer_id').notNull(),
    billingMonth: month('billing_month').notNull(),
    kind: documentKind('kind').notNull(),
    year: integer('year').notNull(),
    number: integer('number').notNull(),
    issueDate: date('issue_date', { mode: 'string' }).notNull(),
    dueDate: date('due_date', { mode: 'string' }).notNull(),
    buyer: jsonb('buyer').notNull(),
    net: money('net').notNull(),
    vat: money('vat').notNull(),
    gross: money('gross').notNull(),
    vatGroups: jsonb('vat_groups').notNull(),
    /** Numbers of the documents whose usage months a credit note corrects. */
    corrects: text('corrects').array().notNull(),
    ruleSet: text('rule_set').notNull(),
    /** Commitments, SHA-256 in hex: of the rule set, of the price lists in force, and of the whole document. */
    ruleSetHash: text('rule_set_hash'),
    priceLists: jsonb('price_lists'),
    commitment: text('commitment'),
    ...recorded,
  },
  (table) => [primaryKey({ columns: [table.customerId, table.billingMonth] })],
)

export const documentLines = pgTable(
  'document_lines',
  {
    customerId: customerId('customer_id').notNull(),
    billingMonth: month('billing_month').notNull(),
    lineNumber: integer('line_number').notNull(),
    usageMonth: month('usage_month').notNull(),
    charge: text('charge').notNull(),
    quantity: exact('quantity', { digits: 38, decimals: 0 }).notNull(),
    net: money('net').notNull(),
    vatTreatment: vatTreatment('vat_treatment').notNull(),
    vatRate: exact('vat_rate', { digits: 5, decimals: 2 }).notNull(),
    quantityBefore: exact('quantity_before', { digits: 38, decimals: 0 }).notNull(),
    netBefore: money('net_before').notNull(),
    quantityAfter: exact('quantity_after', { digits: 38, decimals: 0 }).notNull(),
    netAfter: money('net_after').notNull(),
    listId: integer('list_id'),
    reasons: jsonb('reasons').notNull(),
    /** The events behind the charge: how many, and the exclusive or of their body hashes. */
    eventCountBefore: bigint('event_count_before', { mode: 'number' }),
    eventDigestBefore: uuid('event_digest_before'),
    eventCountAfter: bigint('event_count_after', { mode: 'number' }),
    eventDigestAfter: uuid('event_digest_after'),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.billingMonth, table.lineNumber] })],
)

/** The register that makes numbers unique and gapless; written with the documents, kept apart from their shards. */
export const documentNumbers = pgTable(
  'document_numbers',
  {
    kind: documentKind('kind').notNull(),
    year: integer('year').notNull(),
    number: integer('number').notNull(),
    customerId: customerId('customer_id').notNull(),
    billingMonth: month('billing_month').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.year, table.number] })],
)

/** Usage months that a run could not bill, a row per reason; those of the newest run are the ones that stand. */
export const holds = pgTable(
  'holds',
  {
    customerId: customerId('customer_id').notNull(),
    billingMonth: month('billing_month').notNull(),
    usageMonth: month('usage_month').notNull(),
    reason: text('reason').notNull(),
    details: jsonb('details').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.billingMonth, table.usageMonth, table.reason] }),
  ],
)
