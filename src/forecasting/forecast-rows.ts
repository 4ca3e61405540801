import { formatMoney } from '../../rules/money.ts'
import type { RunTotals } from '../invoicing/run-totals.ts'
import type { MonthForecast } from './forecast-month.ts'

/** One number of a forecast, as a table has it. */
export interface ForecastRow {
  /** `quantity` of a resource, in documents; `net` of a charge, and the document totals, in euros; `documents` counted. */
  readonly measure: 'quantity' | 'documents' | 'net' | 'vat' | 'gross'
  /** The resource or charge; null for all of them. */
  readonly of: string | null
  readonly soFar: string
  readonly forecast: string | null
}

/** The usage, then the net of each charge, then the totals. */
export function forecastRows({ resources, soFar, forecast }: MonthForecast): readonly ForecastRow[] {
  const charges = new Set([...soFar.charges, ...(forecast?.charges ?? [])].map(nameOf))
  const both = (
    measure: ForecastRow['measure'],
    of: string | null,
    value: (totals: RunTotals) => string,
  ) => ({
    measure,
    of,
    soFar: value(soFar),
    forecast: forecast === null ? null : value(forecast),
  })
  return [
    ...resources.map(({ resource, quantity, forecastQuantity }) => ({
      measure: 'quantity' as const,
      of: resource,
      soFar: quantity.toFixed(),
      forecast: forecastQuantity?.toFixed() ?? null,
    })),
    ...[...charges].map((charge) => both('net', charge, (totals) => netOf(totals, charge))),
    both('documents', null, ({ invoices, creditNotes }) => String(invoices + creditNotes)),
    both('net', null, ({ net }) => formatMoney(net)),
    both('vat', null, ({ vat }) => formatMoney(vat)),
    both('gross', null, ({ gross }) => formatMoney(gross)),
  ]
}

function netOf({ charges }: RunTotals, charge: string): string {
  const found = charges.find((total) => nameOf(total) === charge)
  return found === undefined ? '0.00' : formatMoney(found.net)
}

function nameOf({ charge, adjustment }: RunTotals['charges'][number]): string {
  return adjustment ? `${charge} (adjustment)` : charge
}
