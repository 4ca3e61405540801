import type { BillingMonth } from '../../rules/billing-month.ts'
import { formatInstant, type Instant } from '../../rules/instant.ts'

/** How the forecast of a month is made and what it leaves out, for whoever reads its numbers. */
export function forecastMethod(month: BillingMonth, asOf: Instant): string {
  return [
    `Straight line, customer by customer: the quantity of each resource used in ${month} (Helsinki) and recorded by ${formatInstant(asOf)}, divided by the share of the month that has passed, cut to whole documents.`,
    'Documents are then planned as the run of the month would plan them, by the prices and facts known now.',
    'Monthly fees, charges by hand, and corrections of earlier months that the month takes up are counted as they stand.',
    'It knows nothing of weekdays, of the end of a month, of customers that have not begun to call, or of calls still to be sent.',
    'Before a tenth of the month has passed it says nothing.',
  ].join(' ')
}
