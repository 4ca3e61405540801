import { formatMoney } from '../../rules/money.ts'
import type { RunTotals } from './run-totals.ts'

/** Totals for programs: money and quantities as decimal strings. */
export function totalsJson(totals: RunTotals) {
  return {
    ...totals,
    net: formatMoney(totals.net),
    vat: formatMoney(totals.vat),
    gross: formatMoney(totals.gross),
    charges: totals.charges.map((total) => ({
      ...total,
      quantity: total.quantity.toFixed(),
      net: formatMoney(total.net),
    })),
    holds: totals.holds.map(({ customer, usageMonth, reason }) => ({ customer, usageMonth, ...reason })),
  }
}
