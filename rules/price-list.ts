// The price list is data (the document's price column is empty): dated, one table of classes and default transaction
// prices per version. R8: "a usage month is priced by the list with the latest `effectiveFrom` not after it".
// Tests: test/rules/price-list.test.ts; its proof is in prove-price-list.ts
import type { BillingMonth } from './billing-month.ts'
import type { ChargedResource } from './charged-resources.ts'
import type { Decimal } from './decimal.ts'
import type { Price } from './price.ts'

/** A turnover band: from the class below (included) to `bound`, itself included only at the end of the table. */
export interface RevenueClass {
  /** Euros a year. */
  readonly bound: Decimal
  readonly boundIncluded: boolean
  /** Euros a month, VAT 0 %. */
  readonly monthlyFee: Decimal
}

export type TransactionPrices = Readonly<Partial<Record<ChargedResource, Price>>>

export interface PriceList {
  readonly name: string
  /** A `sample` list is never invoiced from unless the user says so. */
  readonly status: 'sample' | 'binding'
  readonly currency: 'EUR'
  readonly effectiveFrom: BillingMonth
  readonly revenueClasses: readonly RevenueClass[]
  readonly transactionPrices: TransactionPrices
}

/** A price list as recorded: of two with the same `effectiveFrom` the later recorded one is in force. */
export interface RecordedPriceList {
  readonly listId: number
  readonly list: PriceList
}

export function priceListInForce(
  lists: readonly RecordedPriceList[],
  month: BillingMonth,
): RecordedPriceList | undefined {
  return lists
    .filter((recorded) => recorded.list.effectiveFrom <= month)
    .reduce<RecordedPriceList | undefined>(
      (best, recorded) => (best === undefined || supersedes(recorded, best) ? recorded : best),
      undefined,
    )
}

function supersedes(one: RecordedPriceList, other: RecordedPriceList): boolean {
  const from = one.list.effectiveFrom
  const otherFrom = other.list.effectiveFrom
  return from === otherFrom ? one.listId > other.listId : from > otherFrom
}

/** Names a list version in explanations and on documents. */
export function priceListName(recorded: RecordedPriceList): string {
  return `${recorded.list.name} (from ${recorded.list.effectiveFrom}, version ${recorded.listId})`
}
