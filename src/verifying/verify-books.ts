import { monthsFrom, type BillingMonth } from '../../rules/billing-month.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import { BillingError } from '../errors/billing-error.ts'
import { loadBooks } from '../invoicing/run-months.ts'
import type { Report } from './difference.ts'
import { verifyEvents } from './verify-events.ts'
import { verifyFirstSuccesses } from './verify-first-successes.ts'
import { verifyJournal } from './verify-journal.ts'
import { verifyMonths } from './verify-months.ts'
import { verifyNumbers } from './verify-numbers.ts'
import { verifyPayments } from './verify-payments.ts'
import { verifyPriceLists } from './verify-price-lists.ts'
import { verifyRetractions } from './verify-retractions.ts'
import { verifyBatches } from './verify-batches.ts'
import { verifyRun } from './verify-run.ts'
import { verifyUsageByDay } from './verify-usage-by-day.ts'
import { verifyUsageTotals } from './verify-usage-totals.ts'

/** All of the books; what was posted, used and billed in one month; or what one customer was billed in one month. */
export interface BooksToVerify {
  readonly month?: BillingMonth | undefined
  readonly customer?: string | undefined
}

/** How much was compared. */
export interface Verified {
  readonly months: number
  readonly documents: number
  readonly lines: number
  readonly events: number
}

/**
 * Recomputes documents from raw facts and raw events, and proves the aggregates, the number series, the journal and every
 * commitment right, over one snapshot, writing nothing. Differences are reported as they are found.
 */
export async function verifyBooks(
  db: Database,
  { month, customer }: BooksToVerify,
  report: Report,
  onProgress: (customers: number) => void = () => undefined,
): Promise<Verified> {
  return inSnapshot(db, async (tx) => {
    const { firstMonth, oldestOpenMonth } = await loadBooks(tx)
    refuseUnknownMonth(month, firstMonth, oldestOpenMonth)
    const priceLists = await verifyPriceLists(tx, report)
    await verifyMonths(tx, report)
    await verifyNumbers(tx, report)
    await verifyJournal(tx, customer, report)
    await verifyPayments(tx, customer, report)
    if (month === undefined) await verifyBatches(tx, report)
    const posted = await postingMonths(tx, month)
    for (const each of posted) await verifyFirstSuccesses(tx, each, customer, report)
    await verifyRetractions(tx, customer, report)
    let events = 0
    for (const each of month === undefined || customer !== undefined ? posted : [month]) {
      await verifyEvents(tx, each, customer, report)
      events += await verifyUsageTotals(tx, each, customer, report)
    }
    await verifyUsageByDay(tx, { usageMonth: month, customer }, report)
    let [months, documents, lines] = [0, 0, 0]
    for (const each of month === undefined ? monthsFrom(firstMonth, oldestOpenMonth) : [month]) {
      const verified = await verifyRun(
        tx,
        { month: each, firstMonth, priceLists, customer },
        report,
        onProgress,
      )
      documents += verified.documents
      lines += verified.lines
      months += 1
    }
    return { months, documents, lines, events }
  })
}

function refuseUnknownMonth(
  month: BillingMonth | undefined,
  firstMonth: BillingMonth,
  oldestOpenMonth: BillingMonth,
): void {
  if (month === undefined || (firstMonth <= month && month <= oldestOpenMonth)) return
  throw new BillingError(
    'month-out-of-order',
    `${month} is not in the books; they are from ${firstMonth} to ${oldestOpenMonth}`,
    { details: { month, firstMonth, oldestOpenMonth } },
  )
}

/** Up to the month: spans that cover it may have begun in any of them. */
async function postingMonths(
  { sql }: Database,
  month: BillingMonth | undefined,
): Promise<readonly BillingMonth[]> {
  const rows = await sql<{ month: string }[]>`
    select to_date(right(c.relname, 7), 'YYYY_MM')::text as month
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'events'::regclass
    union select posting_month::text from usage_totals union select posting_month::text from first_successes
    order by 1`
  return rows.map((row) => monthOfDate(row.month)).filter((each) => month === undefined || each <= month)
}
