/** A price as files write it; amounts and counts are decimal strings. */
export type PriceContent = { readonly free?: string } & (
  | { readonly perUnit: string }
  | { readonly package: { readonly size: string; readonly price: string } }
  | { readonly graduated: readonly TierContent[] }
  | { readonly volume: readonly TierContent[] }
)

export interface TierContent {
  readonly upTo?: string
  readonly unit?: string
  readonly flat?: string
}

/** A price list as files write it, without its name, status and first month. */
export interface ListContent {
  readonly revenueClasses: readonly (
    | { readonly below: string; readonly monthlyFee: string }
    | { readonly upTo: string; readonly monthlyFee: string }
  )[]
  readonly transactionPrices: Readonly<Record<string, PriceContent>>
}
