import { bigint, boolean, date, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { pricingModels } from '../../../rules/package-eligibility.ts'
import { vatTreatments as vatTreatmentNames } from '../../../rules/vat.ts'
import { customerId, exact, money, month, recorded } from '../columns.ts'

export const pricingModel = pgEnum('pricing_model', pricingModels)
export const vatTreatment = pgEnum('vat_treatment', vatTreatmentNames)

/** What every dated fact of a customer has: its id in the order of recording, and its two months (R7). */
const datedFact = {
  customerId: customerId('customer_id').notNull(),
  factId: bigint('fact_id', { mode: 'number' }).generatedAlwaysAsIdentity(),
  from: month('from_month').notNull(),
  postingMonth: month('posting_month').notNull(),
  ...recorded,
}

export const customers = pgTable('customers', {
  customerId: customerId('customer_id').primaryKey(),
  ...recorded,
})

/** Name and numbers of a customer; the newest row holds, documents keep the buyer as then known. */
export const customerParticulars = pgTable(
  'customer_particulars',
  {
    customerId: customerId('customer_id').notNull(),
    factId: bigint('fact_id', { mode: 'number' }).generatedAlwaysAsIdentity(),
    name: text('name').notNull(),
    businessId: text('business_id'),
    vatNumber: text('vat_number'),
    ...recorded,
  },
  (table) => [primaryKey({ columns: [table.customerId, table.factId] })],
)

export const serviceTerms = pgTable(
  'service_terms',
  {
    ...datedFact,
    pricingModel: pricingModel('pricing_model').notNull(),
    servicePackage: text('service_package').notNull(),
    /** The Store's own date of the change, where it became known after its month had closed (R1). */
    storeDate: date('store_date', { mode: 'string' }),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.factId] })],
)

export const revenueReports = pgTable(
  'revenue_reports',
  { ...datedFact, eur: exact('eur', { digits: 20, decimals: 2 }).notNull() },
  (table) => [primaryKey({ columns: [table.customerId, table.factId] })],
)

export const agreedMonthlyFees = pgTable(
  'agreed_monthly_fees',
  { ...datedFact, fee: exact('fee', { digits: 18, decimals: 6 }) },
  (table) => [primaryKey({ columns: [table.customerId, table.factId] })],
)

export const vatTreatments = pgTable(
  'vat_treatments',
  { ...datedFact, treatment: vatTreatment('treatment').notNull() },
  (table) => [primaryKey({ columns: [table.customerId, table.factId] })],
)

/** A charge or, with a negative net, a credit settled by hand (R8). */
export const manualCharges = pgTable(
  'manual_charges',
  {
    customerId: customerId('customer_id').notNull(),
    factId: bigint('fact_id', { mode: 'number' }).generatedAlwaysAsIdentity(),
    usageMonth: month('usage_month').notNull(),
    postingMonth: month('posting_month').notNull(),
    text: text('text').notNull(),
    net: money('net').notNull(),
    reason: text('reason').notNull(),
    ...recorded,
  },
  (table) => [primaryKey({ columns: [table.customerId, table.factId] })],
)

/** A clerk holds a customer from a month on, or releases it (R6). */
export const clerkHolds = pgTable(
  'clerk_holds',
  { ...datedFact, held: boolean('held').notNull(), reason: text('reason').notNull() },
  (table) => [primaryKey({ columns: [table.customerId, table.factId] })],
)
