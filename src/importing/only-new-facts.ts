import {
  loadAgreedMonthlyFees,
  loadRevenueReports,
  loadServiceTerms,
  loadVatTreatments,
} from '../customers/load-series.ts'
import { unrecorded } from '../customers/new-facts.ts'
import { loadOpenings } from '../access/load-openings.ts'
import type { Database } from '../database/client.ts'
import { loadCustomerPrices } from '../prices/customer-prices.ts'
import { contentOfPrice } from '../prices/price-content.ts'
import type { CustomerObject } from './customer-object.ts'

/** The objects without the facts that are recorded already, so that the same file imported twice changes nothing. */
export async function onlyNewFacts(
  tx: Database,
  objects: readonly CustomerObject[],
): Promise<readonly CustomerObject[]> {
  const ids = [...new Set(objects.map(({ customer }) => customer.customer))]
  const terms = await loadServiceTerms(tx, ids)
  const revenue = await loadRevenueReports(tx, ids)
  const fees = await loadAgreedMonthlyFees(tx, ids)
  const vat = await loadVatTreatments(tx, ids)
  const prices = await loadCustomerPrices(tx, ids)
  const openings = await loadOpenings(tx, ids)
  return objects.map((object) => ({
    customer: object.customer,
    vat: unrecorded(object.vat, vat, (treatment) => treatment),
    terms: unrecorded(
      object.terms,
      terms,
      ({ pricingModel, servicePackage }) => `${pricingModel} ${servicePackage}`,
    ),
    revenue: unrecorded(object.revenue, revenue, (eur) => eur.toFixed()),
    agreedMonthlyFee: unrecorded(object.agreedMonthlyFee, fees, (fee) => fee?.toFixed() ?? 'ended'),
    transactionPrices: object.transactionPrices.filter(
      ({ customer, from, resource, price }) =>
        !prices
          .get(customer)
          ?.some((own) => own.from === from && own.resource === resource && samePrice(own.value, price)),
    ),
    api: object.api.filter(({ customer, at, open }) => {
      const known = openings.get(customer) ?? []
      return !known.some(({ openedAt, closedAt }) => (open ? openedAt : closedAt) === at)
    }),
  }))
}

type PriceOrEnd = Parameters<typeof contentOfPrice>[0] | null

function samePrice(one: PriceOrEnd, other: PriceOrEnd): boolean {
  const [left, right] = [one, other].map((price) =>
    price === null ? 'ended' : JSON.stringify(contentOfPrice(price)),
  )
  return left === right
}
