import type { BillingMonth } from '../../rules/billing-month.ts'

/**
 * What issued revenue can be split by. `month` is the billing month, `usageMonth` the one that a line is about;
 * `adjustment` parts lines about earlier months from the others, `kind` invoices from credit notes.
 */
export const revenueDimensions = [
  'month',
  'usageMonth',
  'kind',
  'charge',
  'adjustment',
  'class',
  'package',
] as const
export type RevenueDimension = (typeof revenueDimensions)[number]

/** Whether rows split by these are of whole documents, which alone have a VAT: it is rounded once per document and rate. */
export function areOfWholeDocuments(groupBy: readonly RevenueDimension[]): boolean {
  return groupBy.every((dimension) => dimension === 'month' || dimension === 'kind')
}

export interface RevenueQuestion {
  /** First and last billing month, both included. */
  readonly from: BillingMonth
  readonly to: BillingMonth
  readonly groupBy: readonly RevenueDimension[]
  /** All unless given. */
  readonly customers?: readonly string[] | undefined
}
