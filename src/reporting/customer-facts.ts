import type { ApiOpening } from '../../rules/api-access.ts'
import type { DatedFact } from '../../rules/dated-series.ts'
import type { Decimal } from '../../rules/decimal.ts'
import type { ServiceTerms } from '../../rules/package-eligibility.ts'
import type { CustomerPrice } from '../../rules/transaction-fee.ts'
import type { VatTreatment } from '../../rules/vat.ts'
import { loadOpenings } from '../access/load-openings.ts'
import {
  loadAgreedMonthlyFees,
  loadRevenueReports,
  loadServiceTerms,
  loadVatTreatments,
} from '../customers/load-series.ts'
import { loadParticulars, type Customer } from '../customers/record-customers.ts'
import type { Database } from '../database/client.ts'
import { loadCustomerPrices } from '../prices/customer-prices.ts'

/** A customer and every fact recorded about it, each series in the order of recording. */
export interface CustomerFactSheet {
  readonly customer: Customer
  readonly terms: readonly DatedFact<ServiceTerms>[]
  readonly revenue: readonly DatedFact<Decimal>[]
  readonly agreedMonthlyFees: readonly DatedFact<Decimal | null>[]
  readonly transactionPrices: readonly CustomerPrice[]
  readonly vatTreatments: readonly DatedFact<VatTreatment>[]
  readonly openings: readonly ApiOpening[]
}

/** Fact sheets of those ids that are customers, in the order of the ids. */
export async function loadFactSheets(
  db: Database,
  ids: readonly string[],
): Promise<readonly CustomerFactSheet[]> {
  const particulars = await loadParticulars(db, ids)
  const terms = await loadServiceTerms(db, ids)
  const revenue = await loadRevenueReports(db, ids)
  const fees = await loadAgreedMonthlyFees(db, ids)
  const prices = await loadCustomerPrices(db, ids)
  const vat = await loadVatTreatments(db, ids)
  const openings = await loadOpenings(db, ids)
  return ids.flatMap((id) => {
    const customer = particulars.get(id)
    if (customer === undefined) return []
    return [
      {
        customer,
        terms: terms.get(id) ?? [],
        revenue: revenue.get(id) ?? [],
        agreedMonthlyFees: fees.get(id) ?? [],
        transactionPrices: prices.get(id) ?? [],
        vatTreatments: vat.get(id) ?? [],
        openings: openings.get(id) ?? [],
      },
    ]
  })
}

/** Customer ids after one, in byte order. */
export async function listCustomerIds(
  db: Database,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db.sql<{ customer_id: string }[]>`
    select customer_id from customers where customer_id > ${after} order by customer_id limit ${limit}`
  return rows.map((row) => row.customer_id)
}
