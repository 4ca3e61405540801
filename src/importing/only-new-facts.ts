import { unrecorded } from '../customers/new-facts.ts'
import type { Database } from '../database/client.ts'
import { loadRecordedFacts } from '../facts/load-recorded-facts.ts'
import { contentOfPrice } from '../prices/price-content.ts'
import type { CustomerObject } from './customer-object.ts'

/** The objects without the facts that are recorded already, so that the same file imported twice changes nothing. */
export async function onlyNewFacts(
  tx: Database,
  objects: readonly CustomerObject[],
): Promise<readonly CustomerObject[]> {
  const factsOf = await loadRecordedFacts(tx, [...new Set(objects.map(({ customer }) => customer.customer))])
  return objects.map((object) => {
    const recorded = factsOf(object.customer.customer)
    return {
      customer: object.customer,
      vat: unrecorded(object.vat, recorded.vatTreatments, (treatment) => treatment),
      terms: unrecorded(
        object.terms,
        recorded.terms,
        (terms) => `${terms.pricingModel} ${terms.servicePackage}`,
      ),
      revenue: unrecorded(object.revenue, recorded.revenue, (eur) => eur.toFixed()),
      agreedMonthlyFee: unrecorded(
        object.agreedMonthlyFee,
        recorded.agreedMonthlyFees,
        (fee) => fee?.toFixed() ?? 'ended',
      ),
      transactionPrices: object.transactionPrices.filter(
        ({ from, resource, price }) =>
          !recorded.transactionPrices.some(
            (own) => own.from === from && own.resource === resource && samePrice(own.value, price),
          ),
      ),
      api: object.api.filter(
        ({ at, open }) =>
          !recorded.openings.some(({ openedAt, closedAt }) => (open ? openedAt : closedAt) === at),
      ),
    }
  })
}

type PriceOrEnd = Parameters<typeof contentOfPrice>[0] | null

function samePrice(one: PriceOrEnd, other: PriceOrEnd): boolean {
  const [left, right] = [one, other].map((price) =>
    price === null ? 'ended' : JSON.stringify(contentOfPrice(price)),
  )
  return left === right
}
