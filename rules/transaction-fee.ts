// R4. "Some of the API functionalities may generate a transaction fee. A transaction fee is a customer-specific."
// Decided: the customer's own dated price, else the list's default, else the usage month is held with
// `no-transaction-price`; a null price ends the customer's own from its month on. Tiers restart every month and count
// that month's quantity of that resource. Tests: test/rules/transaction-fee.test.ts
import type { BillingMonth } from './billing-month.ts'
import type { ChargedResource } from './charged-resources.ts'
import { factInForce, type DatedFact } from './dated-series.ts'
import type { Decimal } from './decimal.ts'
import { priceOf, type Price, type PricedQuantity } from './price.ts'
import { priceListName, type RecordedPriceList } from './price-list.ts'

/** A customer's own price of one resource from a month on; null ends it. */
export interface CustomerPrice extends DatedFact<Price | null> {
  readonly resource: ChargedResource
}

export type PriceBasis =
  | { readonly kind: 'customer-price'; readonly from: BillingMonth; readonly factId: number }
  | { readonly kind: 'price-list'; readonly priceList: string }

export type TransactionFeeDecision =
  | {
      readonly kind: 'fee'
      readonly priced: PricedQuantity
      readonly basis: PriceBasis
      readonly listId: number | undefined
    }
  | { readonly kind: 'no-transaction-price'; readonly resource: ChargedResource }

export function transactionFeeOf(
  resource: ChargedResource,
  quantity: Decimal,
  customerPrices: readonly CustomerPrice[],
  recorded: RecordedPriceList,
  month: BillingMonth,
  knownIn: BillingMonth,
): TransactionFeeDecision {
  const own = factInForce(
    customerPrices.filter((price) => price.resource === resource),
    month,
    knownIn,
  )
  if (own !== undefined && own.value !== null) {
    const basis = { kind: 'customer-price', from: own.from, factId: own.factId } as const
    return { kind: 'fee', priced: priceOf(own.value, quantity), basis, listId: undefined }
  }
  const listPrice = recorded.list.transactionPrices[resource]
  if (listPrice === undefined) return { kind: 'no-transaction-price', resource }
  const basis = { kind: 'price-list', priceList: priceListName(recorded) } as const
  return { kind: 'fee', priced: priceOf(listPrice, quantity), basis, listId: recorded.listId }
}
