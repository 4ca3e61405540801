import { formatInstant } from '../../rules/instant.ts'
import { totalsJson } from '../invoicing/totals-json.ts'
import type { RunTotals } from '../invoicing/run-totals.ts'
import type { MonthForecast } from './forecast-month.ts'

/** The forecast for programs: money and quantities as decimal strings, held usage months counted. */
export function forecastJson({ month, asOf, elapsed, method, resources, soFar, forecast }: MonthForecast) {
  return {
    month,
    asOf: formatInstant(asOf),
    elapsed: elapsed.toFixed(),
    method,
    resources: resources.map(({ quantity, forecastQuantity, ...rest }) => ({
      ...rest,
      quantity: quantity.toFixed(),
      forecastQuantity: forecastQuantity?.toFixed() ?? null,
    })),
    soFar: documentsJson(soFar),
    forecast: forecast === null ? null : documentsJson(forecast),
  }
}

function documentsJson(totals: RunTotals) {
  const { month: _month, holds, ...rest } = totalsJson(totals)
  const held = new Set(holds.map(({ customer, usageMonth }) => `${usageMonth} ${customer}`))
  return { ...rest, heldMonths: held.size }
}
