import type { Decimal } from '../../rules/decimal.ts'
import type { Channel, Disposition, Outcome } from '../../rules/disposition.ts'

/** Calls of one hour, day or month in Helsinki; the dimensions that were not asked for are absent. */
export interface UsageRow {
  /** `2026-03` by month, `2026-03-29` by day; by hour its beginning, `2026-03-29T04:00:00+03:00`. */
  readonly period: string
  readonly resource?: string
  readonly customer?: string
  readonly channel?: Channel
  readonly outcome?: Outcome
  readonly disposition?: Disposition
  readonly source?: string
  /** Null: calls without one. */
  readonly identifier?: string | null
  /** With `top`: whether this is the rest, whose dimensions are absent. */
  readonly other?: boolean
  /** API call events, whatever became of them. */
  readonly events: number
  /** Documents in those requests. */
  readonly quantity: Decimal
}
