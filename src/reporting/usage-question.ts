import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Channel, Disposition, Outcome } from '../../rules/disposition.ts'

/** What usage can be split by. */
export const usageDimensions = [
  'resource',
  'customer',
  'channel',
  'outcome',
  'disposition',
  'source',
  'identifier',
] as const
export type UsageDimension = (typeof usageDimensions)[number]

export const usageIntervals = ['hour', 'day', 'month'] as const

export interface UsageQuestion {
  /** First and last month or day in Helsinki (`2026-03`, `2026-03-29`), both included. */
  readonly from: BillingMonth | CalendarDate
  readonly to: BillingMonth | CalendarDate
  readonly interval: (typeof usageIntervals)[number]
  readonly groupBy: readonly UsageDimension[]
  /** The groups with the most events in the whole period; the rest of a period is one row, `other`. */
  readonly top?: number | undefined
  readonly customers?: readonly string[] | undefined
  /** In any case, with or without a query string. */
  readonly resource?: string | undefined
  readonly channel?: Channel | undefined
  readonly outcome?: Outcome | undefined
  readonly disposition?: Disposition | undefined
  readonly source?: string | undefined
  readonly identifier?: string | undefined
}

export type CalendarDate = `${number}-${number}-${number}`
