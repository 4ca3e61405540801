import { monthOf, nextMonth } from '../../../../rules/billing-month.ts'
import { recordRevenueReports } from '../../../customers/record-dated-facts.ts'
import { revenueEntry } from '../../../importing/customer-entries.ts'
import { revenueReport } from '../../answers/facts.ts'
import { datedFactRoutes } from './dated-facts.ts'
import { noteInput } from './fact-routes.ts'

/** Revenue reports, from the month after they are reported unless they name another (R3). */
export const revenueRoutes = datedFactRoutes({
  path: '/v1/customers/{id}/revenue',
  all: 'RevenueReports',
  one: 'RevenueReport',
  listed: "A customer's revenue reports, in euros a year",
  added: 'A revenue report; without `from` it holds from the month after this one',
  fact: revenueReport,
  factsOf: (sheet) => sheet.revenue,
  body: revenueEntry.in
    .omit({ recordedAt: true })
    .extend({ note: noteInput })
    .openapi({ example: { from: '2026-05', eur: '350000', note: 'accounts of 2025' } }),
  record(tx, customer, { from, eur: value }, attribution) {
    const holdsFrom = from ?? nextMonth(monthOf(attribution.recordedAt))
    return recordRevenueReports(tx, [{ customer, from: holdsFrom, value }], attribution)
  },
})
