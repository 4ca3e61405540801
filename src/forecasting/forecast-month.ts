import { endOfMonth, monthOf, startOfMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { decimal, type Decimal } from '../../rules/decimal.ts'
import type { Instant } from '../../rules/instant.ts'
import { quotientCutToWhole } from '../../rules/rounding.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import type { Database } from '../database/client.ts'
import type { CustomerMonth, RunSetup } from '../invoicing/customer-month.ts'
import { loadCustomerBlock, loadCustomers } from '../invoicing/load-month.ts'
import { planInvoice } from '../invoicing/plan-invoice.ts'
import { loadBooks, setUpRun } from '../invoicing/run-months.ts'
import { addToTotals, emptyTotals, type RunTotals } from '../invoicing/run-totals.ts'
import { atPace } from './at-pace.ts'
import { forecastMethod } from './forecast-method.ts'
import { loadUsageForecast, type ResourceForecast } from './load-usage-forecast.ts'
import type { Pace } from './pace.ts'

export interface MonthForecast {
  readonly month: BillingMonth
  readonly asOf: Instant
  /** How much of the month has passed, from 0 to 1, cut to four decimals. */
  readonly elapsed: Decimal
  /** How the forecast is made and what it leaves out, for people. */
  readonly method: string
  readonly resources: readonly ResourceForecast[]
  /** What closing and running the month now would issue. */
  readonly soFar: RunTotals
  /** What it comes to at the pace so far; null while too little of the month has passed. */
  readonly forecast: RunTotals | null
}

export interface ForecastQuestion {
  readonly asOf: Instant
  /** All unless given. */
  readonly customers?: readonly string[] | undefined
}

/** A tenth of the month. */
const leastShare = 10

/**
 * The month of an instant to date, in Helsinki, and what it comes to: usage, and the documents of its run. Costs what a
 * preview of the month costs, and refuses with `no-price-list` and `month-out-of-order` what that refuses.
 */
export async function forecastMonth(
  db: Database,
  { asOf, customers }: ForecastQuestion,
): Promise<MonthForecast> {
  const month = monthOf(asOf)
  const passed = decimal(asOf - startOfMonth(month))
  const whole = decimal(endOfMonth(month) - startOfMonth(month))
  const pace: Pace | null = passed.times(leastShare).lt(whole) ? null : { passed, whole }
  return inSnapshot(db, async (tx) => {
    const setup = await setUpRun(tx, month, await loadBooks(tx))
    let [soFar, forecast] = [emptyTotals(month), emptyTotals(month)]
    for await (const customer of planned(tx, setup, customers)) {
      const id = customer.buyer.customer
      soFar = addToTotals(soFar, id, planInvoice(customer, setup))
      if (pace !== null)
        forecast = addToTotals(forecast, id, planInvoice(atPace(customer, month, pace), setup))
    }
    return {
      month,
      asOf,
      elapsed: quotientCutToWhole(passed.times(10_000), whole).div(10_000),
      method: forecastMethod(month, asOf),
      resources: await loadUsageForecast(tx, { month, pace, customers }),
      soFar,
      forecast: pace === null ? null : forecast,
    }
  })
}

/** A block at a time, so that memory stays the same however many there are; a few named ones one by one. */
async function* planned(
  tx: Database,
  setup: RunSetup,
  customers: readonly string[] | undefined,
): AsyncGenerator<CustomerMonth> {
  if (customers !== undefined) {
    for (const customer of new Set(customers)) yield* await loadCustomers(tx, setup, [customer])
    return
  }
  let block = await loadCustomerBlock(tx, setup, null)
  for (let last = block.at(-1); last !== undefined; last = block.at(-1)) {
    yield* block
    block = await loadCustomerBlock(tx, setup, last.buyer.customer)
  }
}
