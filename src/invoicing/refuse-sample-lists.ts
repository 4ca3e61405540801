import { earlierMonth, laterMonth, monthsFrom, previousMonth } from '../../rules/billing-month.ts'
import { priceListInForce, priceListName } from '../../rules/price-list.ts'
import type { Database } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import { billingMonthOf, type RunSetup } from './customer-month.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** Refuses, before anything is issued, a run that would price a usage month by a list marked `sample`. */
export async function refuseSampleLists(db: Database, setup: RunSetup): Promise<void> {
  const month = billingMonthOf(setup)
  const first = laterMonth(await earliestRatedMonth(db, setup), setup.firstMonth)
  for (const usageMonth of monthsFrom(first, month)) {
    const recorded = priceListInForce(setup.priceLists, usageMonth)
    if (recorded?.list.status === 'sample')
      throw new BillingError(
        'sample-price-list',
        `${usageMonth} is priced by ${priceListName(recorded)}, which is marked sample: its prices are nobody's. Import a binding list, or say --allow-sample`,
        { details: { usageMonth, priceList: recorded.list.name } },
      )
  }
}

/** The earliest usage month that the run rates: touched by a fact posted in its month, or held by the run before. */
async function earliestRatedMonth(db: Database, setup: RunSetup) {
  const month = billingMonthOf(setup)
  const [posted, before] = [`${month}-01`, `${previousMonth(month)}-01`]
  const [row] = await db.sql<{ earliest: string | null }[]>`
    select least(
      (select min(from_month) from revenue_reports where posting_month = ${posted}::date),
      (select min(from_month) from agreed_monthly_fees where posting_month = ${posted}::date),
      (select min(from_month) from customer_prices where posting_month = ${posted}::date),
      (select min(usage_month) from usage_totals where posting_month = ${posted}::date and disposition = 'billable'),
      (select min(usage_month) from event_retractions where posting_month = ${posted}::date),
      (select min(usage_month) from manual_charges where posting_month = ${posted}::date),
      (select min(from_month) from clerk_holds where posting_month = ${posted}::date),
      (select min(usage_month) from holds where billing_month = ${before}::date))::text as earliest`
  const earliest = row?.earliest ?? undefined
  return earliest === undefined ? month : earlierMonth(month, monthOfDate(earliest))
}
