import { asc } from 'drizzle-orm'
import type { BillingMonth } from '../../rules/billing-month.ts'
import type { DatedFact } from '../../rules/dated-series.ts'
import type { ClerkHold } from '../../rules/clerk-hold.ts'
import type { Decimal } from '../../rules/decimal.ts'
import type { ServiceTerms } from '../../rules/package-eligibility.ts'
import type { VatTreatment } from '../../rules/vat.ts'
import { anyOf } from '../database/any-of.ts'
import type { Database } from '../database/client.ts'
import {
  agreedMonthlyFees,
  clerkHolds,
  revenueReports,
  serviceTerms,
  vatTreatments,
} from '../database/schema/customers.ts'

/** Facts of several customers, by customer, each in the order of recording. */
export type SeriesByCustomer<Value> = ReadonlyMap<string, readonly DatedFact<Value>[]>

export async function loadServiceTerms(
  db: Database,
  ids: readonly string[],
): Promise<SeriesByCustomer<ServiceTerms>> {
  const rows = await db.orm
    .select()
    .from(serviceTerms)
    .where(anyOf(serviceTerms.customerId, ids))
    .orderBy(asc(serviceTerms.factId))
  return seriesOf(rows, ({ pricingModel, servicePackage }) => ({ pricingModel, servicePackage }))
}

/** Euros a year. */
export async function loadRevenueReports(
  db: Database,
  ids: readonly string[],
): Promise<SeriesByCustomer<Decimal>> {
  const rows = await db.orm
    .select()
    .from(revenueReports)
    .where(anyOf(revenueReports.customerId, ids))
    .orderBy(asc(revenueReports.factId))
  return seriesOf(rows, ({ eur }) => eur)
}

/** Euros a month; null ends an agreement. */
export async function loadAgreedMonthlyFees(
  db: Database,
  ids: readonly string[],
): Promise<SeriesByCustomer<Decimal | null>> {
  const rows = await db.orm
    .select()
    .from(agreedMonthlyFees)
    .where(anyOf(agreedMonthlyFees.customerId, ids))
    .orderBy(asc(agreedMonthlyFees.factId))
  return seriesOf(rows, ({ fee }) => fee)
}

export async function loadVatTreatments(
  db: Database,
  ids: readonly string[],
): Promise<SeriesByCustomer<VatTreatment>> {
  const rows = await db.orm
    .select()
    .from(vatTreatments)
    .where(anyOf(vatTreatments.customerId, ids))
    .orderBy(asc(vatTreatments.factId))
  return seriesOf(rows, ({ treatment }) => treatment)
}

export async function loadClerkHolds(
  db: Database,
  ids: readonly string[],
): Promise<SeriesByCustomer<ClerkHold>> {
  const rows = await db.orm
    .select()
    .from(clerkHolds)
    .where(anyOf(clerkHolds.customerId, ids))
    .orderBy(asc(clerkHolds.factId))
  return seriesOf(rows, ({ held, reason }) => ({ held, reason }))
}

interface FactRow {
  readonly customerId: string
  readonly factId: number
  readonly from: BillingMonth
  readonly postingMonth: BillingMonth
}

function seriesOf<Row extends FactRow, Value>(
  rows: readonly Row[],
  valueOf: (row: Row) => Value,
): SeriesByCustomer<Value> {
  const series = new Map<string, DatedFact<Value>[]>()
  for (const row of rows) {
    const fact = { factId: row.factId, from: row.from, postedIn: row.postingMonth, value: valueOf(row) }
    const known = series.get(row.customerId)
    if (known === undefined) series.set(row.customerId, [fact])
    else known.push(fact)
  }
  return series
}
