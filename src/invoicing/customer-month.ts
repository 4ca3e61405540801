import type { BillingMonth } from '../../rules/billing-month.ts'
import type { BilledCharge } from '../../rules/difference.ts'
import type { CustomerFacts } from '../../rules/rate-month.ts'
import type { RecordedPriceList } from '../../rules/price-list.ts'
import type { Customer } from '../customers/record-customers.ts'

/** Everything read about one customer before its months are planned. */
export interface CustomerMonth {
  readonly buyer: Customer
  readonly facts: CustomerFacts
  /** What the documents of earlier billing months add up to, for the usage months that may change. */
  readonly billed: readonly BilledCharge[]
  /** The numbers of the documents that billed each usage month: what a credit note refers to. */
  readonly documentsOf: ReadonlyMap<BillingMonth, readonly string[]>
  /** Usage months that the run before could not bill. */
  readonly heldBefore: readonly BillingMonth[]
}

/**
 * Where usage is read: of closed months from the aggregates, of open ones with the tail that is not in them yet; to
 * verify a document, counted anew from the events themselves.
 */
export type UsageSource = 'aggregates' | 'aggregates-and-tail' | 'events'

/** What is the same for every customer of a run. */
export interface RunSetup {
  /**
   * The billing months to plan, in order; the last one is the run's. There are several only in a preview of a month
   * whose earlier runs are still to come.
   */
  readonly months: readonly BillingMonth[]
  /** The first price list's first month: nothing before it is billed. */
  readonly firstMonth: BillingMonth
  readonly priceLists: readonly RecordedPriceList[]
  readonly countedFrom: UsageSource
}

/** The run's own month: the last of those to plan. */
export function billingMonthOf(setup: RunSetup): BillingMonth {
  const month = setup.months.at(-1)
  if (month === undefined) throw new RangeError('broken invariant: a run has a month')
  return month
}

/** The first month to plan: documents of the ones before it are issued. */
export function firstPlannedMonth(setup: RunSetup): BillingMonth {
  const month = setup.months[0]
  if (month === undefined) throw new RangeError('broken invariant: a run has a month')
  return month
}
