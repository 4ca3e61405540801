import { endOfMonth, monthOf, startOfMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { decimal, type Decimal } from '../../rules/decimal.ts'
import { formatInstant, type Instant } from '../../rules/instant.ts'
import type { Database } from '../database/client.ts'

export interface ForecastReport {
  readonly month: BillingMonth
  readonly asOf: Instant
  /** How much of the month has passed, from 0 to 1, cut to four decimals. */
  readonly elapsed: Decimal
  /** How the forecast is made and what it leaves out, for people. */
  readonly method: string
  readonly resources: readonly ResourceForecast[]
}

/** Billable calls of one resource. */
export interface ResourceForecast {
  readonly resource: string
  readonly events: number
  readonly quantity: Decimal
  /** Of the whole month, cut to whole documents; null while too little of the month has passed. */
  readonly forecastQuantity: Decimal | null
}

const leastElapsed = decimal('0.1')

/** The month of an instant to date, and what it comes to at the pace so far. No revenue: tiers and free units are no line. */
export async function forecastReport({ sql }: Database, asOf: Instant): Promise<ForecastReport> {
  const month = monthOf(asOf)
  const elapsed = decimal(asOf - startOfMonth(month)).div(decimal(endOfMonth(month) - startOfMonth(month)))
  const rows = await sql<Row[]>`
    select resource, sum(event_count)::text as events, sum(quantity)::text as quantity from usage_by_day_now
    where day >= ${`${month}-01`}::date and day < (${`${month}-01`}::date + interval '1 month')::date
      and disposition = 'billable'
    group by 1 having sum(event_count) <> 0 order by resource collate "C"`
  return {
    month,
    asOf,
    elapsed: wholePart(elapsed.times(10_000)).div(10_000),
    method: `Straight line: the billable quantity of ${month} recorded up to ${formatInstant(asOf)}, divided by the share of the month that has passed. It knows nothing of weekdays, of the end of a month, or of calls that are still to be sent; before a tenth of the month has passed it says nothing. It forecasts usage, not revenue.`,
    resources: rows.map(({ resource, events, quantity }) => ({
      resource,
      events: Number(events),
      quantity: decimal(quantity),
      forecastQuantity: elapsed.lt(leastElapsed) ? null : wholePart(decimal(quantity).div(elapsed)),
    })),
  }
}

function wholePart(value: Decimal): Decimal {
  return value.minus(value.mod(1))
}

interface Row {
  readonly resource: string
  readonly events: string
  readonly quantity: string
}
