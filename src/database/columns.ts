import { customType, text } from 'drizzle-orm/pg-core'
import type { BillingMonth } from '../../rules/billing-month.ts'
import { decimal, type Decimal } from '../../rules/decimal.ts'
import { formatInstant, type Instant } from '../../rules/instant.ts'
import { formatMoney, moneyOf, type Money } from '../../rules/money.ts'
import { instantOfTimestamp } from './instant-of-timestamp.ts'
import { monthOfDate } from './month-of-date.ts'

/** A month, stored as the date of its first day. */
export const month = customType<{ data: BillingMonth; driverData: string }>({
  dataType: () => 'date',
  toDriver: (value) => `${value}-01`,
  fromDriver: (value) => monthOfDate(value),
})

/** An instant, to the microsecond. */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  toDriver: (value) => formatInstant(value),
  fromDriver: (value) => instantOfTimestamp(value),
})

/** Euros in whole cents: wide enough for any sum of the largest prices and quantities that entries may have. */
export const money = customType<{ data: Money; driverData: string }>({
  dataType: () => 'numeric(38, 2)',
  toDriver: (value) => formatMoney(value),
  fromDriver: (value) => moneyOf(value),
})

/** An exact decimal: quantities (whole), unit prices and agreed fees (6 decimals), revenue (2 decimals). */
export const exact = customType<{
  data: Decimal
  driverData: string
  config: { digits: number; decimals: number }
}>({
  dataType: (config) => (config === undefined ? 'numeric' : `numeric(${config.digits}, ${config.decimals})`),
  toDriver: (value) => value.toFixed(),
  fromDriver: (value) => decimal(value),
})

/** A customer's id, compared byte by byte: the order of runs and numbers. */
export const customerId = customType<{ data: string; driverData: string }>({
  dataType: () => 'text collate "C"',
})

/** A user's id, compared byte by byte: the order of lists. */
export const userId = customType<{ data: string; driverData: string }>({
  dataType: () => 'text collate "C"',
})

/** What every fact and run carries: when it was recorded, by whom, and an optional note. */
export const recorded = {
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: text('recorded_by').notNull(),
  note: text('note'),
}
