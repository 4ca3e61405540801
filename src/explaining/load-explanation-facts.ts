import type { BillingMonth } from '../../rules/billing-month.ts'
import type { HoldReason } from '../../rules/rate-month.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import type { Document } from '../documents/document.ts'
import type { ExplanationFacts } from './explanation-facts.ts'
import { loadAccessChanges } from './load-access-changes.ts'
import { loadBilledLines } from './load-billed-lines.ts'
import { loadFirstSuccessEvents } from './load-first-success-events.ts'
import { loadPostedUsage } from './load-posted-usage.ts'
import { loadPriceListVersions } from './load-price-list-versions.ts'
import { loadRecordedSeries } from './load-recorded-series.ts'

/**
 * Everything that the document's lines rest on, as known in its billing month. That month is closed, so what is read
 * here no longer changes, and reading it in parts gives the same.
 */
export async function loadExplanationFacts(
  db: Database,
  { customer, month, lines }: Document,
): Promise<ExplanationFacts> {
  const usageMonths = [...new Set(lines.map((line) => line.usageMonth))]
  return {
    ...(await loadRecordedSeries(db, customer, month)),
    priceLists: await loadPriceListVersions(
      db,
      lines.flatMap(({ listId }) => listId ?? []),
    ),
    accessChanges: await loadAccessChanges(db, customer),
    firstSuccesses: await loadFirstSuccessEvents(db, customer, month),
    usage: await loadPostedUsage(db, customer, usageMonths, month),
    billed: await loadBilledLines(db, customer, usageMonths, month),
    holds: await loadHoldsBefore(db, customer, usageMonths, month),
  }
}

async function loadHoldsBefore(
  db: Database,
  customer: string,
  usageMonths: readonly BillingMonth[],
  month: BillingMonth,
): Promise<ExplanationFacts['holds']> {
  const rows = await db.sql<{ usage_month: string; billing_month: string; reason: HoldReason }[]>`
    select usage_month::text, billing_month::text, details || jsonb_build_object('reason', reason) as reason
    from holds
    where customer_id = ${customer} and usage_month = any(${usageMonths.map((each) => `${each}-01`)}::text[]::date[])
      and billing_month < ${`${month}-01`}::date
    order by billing_month, holds.reason`
  return rows.map(({ usage_month: usageMonth, billing_month: billingMonth, reason }) => ({
    usageMonth: monthOfDate(usageMonth),
    billingMonth: monthOfDate(billingMonth),
    reason,
  }))
}
