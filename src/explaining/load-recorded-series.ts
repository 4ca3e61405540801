import { and, asc, eq, lte } from 'drizzle-orm'
import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import {
  agreedMonthlyFees,
  manualCharges,
  revenueReports,
  serviceTerms,
  vatTreatments,
} from '../database/schema/customers.ts'
import { customerPrices } from '../database/schema/prices.ts'
import { priceContent } from '../prices/price-content.ts'
import { chargedResourceInput } from '../prices/price-list-content.ts'
import type { ExplanationFacts } from './explanation-facts.ts'
import type { RecordedFact } from './explanation.ts'

/** One customer's dated facts posted up to the month, each with when and by whom it was recorded. */
export async function loadRecordedSeries(
  db: Database,
  customer: string,
  month: BillingMonth,
): Promise<
  Pick<
    ExplanationFacts,
    'terms' | 'revenue' | 'agreedMonthlyFees' | 'transactionPrices' | 'vatTreatments' | 'manualCharges'
  >
> {
  const rowsOf = (table: DatedTable) => and(eq(table.customerId, customer), lte(table.postingMonth, month))
  const { orm } = db
  const terms = await orm
    .select()
    .from(serviceTerms)
    .where(rowsOf(serviceTerms))
    .orderBy(asc(serviceTerms.factId))
  const revenue = await orm
    .select()
    .from(revenueReports)
    .where(rowsOf(revenueReports))
    .orderBy(asc(revenueReports.factId))
  const fees = await orm
    .select()
    .from(agreedMonthlyFees)
    .where(rowsOf(agreedMonthlyFees))
    .orderBy(asc(agreedMonthlyFees.factId))
  const prices = await orm
    .select()
    .from(customerPrices)
    .where(rowsOf(customerPrices))
    .orderBy(asc(customerPrices.factId))
  const treatments = await orm
    .select()
    .from(vatTreatments)
    .where(rowsOf(vatTreatments))
    .orderBy(asc(vatTreatments.factId))
  const charges = await orm
    .select()
    .from(manualCharges)
    .where(rowsOf(manualCharges))
    .orderBy(asc(manualCharges.factId))
  return {
    manualCharges: charges.map(({ customerId: _customer, postingMonth: postedIn, ...charge }) => ({
      ...charge,
      postedIn,
    })),
    terms: terms.map((row) =>
      recordedFact(row, { pricingModel: row.pricingModel, servicePackage: row.servicePackage }),
    ),
    revenue: revenue.map((row) => recordedFact(row, row.eur)),
    agreedMonthlyFees: fees.map((row) => recordedFact(row, row.fee)),
    transactionPrices: prices.map((row) => ({
      ...recordedFact(row, row.price === null ? null : priceContent.parse(row.price)),
      resource: chargedResourceInput.parse(row.resource),
    })),
    vatTreatments: treatments.map((row) => recordedFact(row, row.treatment)),
  }
}

type DatedTable =
  | typeof serviceTerms
  | typeof revenueReports
  | typeof agreedMonthlyFees
  | typeof customerPrices
  | typeof vatTreatments
  | typeof manualCharges

interface FactRow extends Attribution {
  readonly factId: number
  readonly from: BillingMonth
  readonly postingMonth: BillingMonth
}

function recordedFact<Value>(row: FactRow, value: Value): RecordedFact<Value> {
  const { factId, from, postingMonth: postedIn, recordedAt, recordedBy, note } = row
  return { factId, from, postedIn, value, recordedAt, recordedBy, note }
}
