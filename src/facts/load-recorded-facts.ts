import type { ApiOpening } from '../../rules/api-access.ts'
import type { ClerkHold } from '../../rules/clerk-hold.ts'
import type { DatedFact } from '../../rules/dated-series.ts'
import type { Decimal } from '../../rules/decimal.ts'
import type { ManualCharge } from '../../rules/manual-charge.ts'
import type { ServiceTerms } from '../../rules/package-eligibility.ts'
import type { CustomerPrice } from '../../rules/transaction-fee.ts'
import type { VatTreatment } from '../../rules/vat.ts'
import { loadOpenings } from '../access/load-openings.ts'
import { loadManualCharges } from '../customers/manual-charges.ts'
import {
  loadAgreedMonthlyFees,
  loadClerkHolds,
  loadRevenueReports,
  loadServiceTerms,
  loadVatTreatments,
} from '../customers/load-series.ts'
import type { Database } from '../database/client.ts'
import { loadCustomerPrices } from '../prices/customer-prices.ts'

/** Every dated fact recorded about one customer, each series in the order of recording. */
export interface RecordedFacts {
  readonly terms: readonly DatedFact<ServiceTerms>[]
  readonly revenue: readonly DatedFact<Decimal>[]
  readonly agreedMonthlyFees: readonly DatedFact<Decimal | null>[]
  readonly transactionPrices: readonly CustomerPrice[]
  readonly vatTreatments: readonly DatedFact<VatTreatment>[]
  readonly openings: readonly ApiOpening[]
  readonly manualCharges: readonly ManualCharge[]
  readonly clerkHolds: readonly DatedFact<ClerkHold>[]
}

/** Reads the facts of several customers at once; the answer gives each one's. */
export async function loadRecordedFacts(
  db: Database,
  ids: readonly string[],
): Promise<(customer: string) => RecordedFacts> {
  const terms = await loadServiceTerms(db, ids)
  const revenue = await loadRevenueReports(db, ids)
  const agreedMonthlyFees = await loadAgreedMonthlyFees(db, ids)
  const transactionPrices = await loadCustomerPrices(db, ids)
  const vatTreatments = await loadVatTreatments(db, ids)
  const openings = await loadOpenings(db, ids)
  const manualCharges = await loadManualCharges(db, ids)
  const clerkHolds = await loadClerkHolds(db, ids)
  return (customer) => ({
    terms: terms.get(customer) ?? [],
    revenue: revenue.get(customer) ?? [],
    agreedMonthlyFees: agreedMonthlyFees.get(customer) ?? [],
    transactionPrices: transactionPrices.get(customer) ?? [],
    vatTreatments: vatTreatments.get(customer) ?? [],
    openings: openings.get(customer) ?? [],
    manualCharges: manualCharges.get(customer) ?? [],
    clerkHolds: clerkHolds.get(customer) ?? [],
  })
}
