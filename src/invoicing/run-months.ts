import { addMonths, monthsFrom, nextMonth, type BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import { noOpenMonth } from '../months/no-open-month.ts'
import { loadPriceLists } from '../prices/load-price-lists.ts'
import type { RunSetup } from './customer-month.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** Where the books stand. */
export interface Books {
  readonly firstMonth: BillingMonth
  readonly oldestOpenMonth: BillingMonth
  /** The newest month whose run is complete; undefined before the first. */
  readonly lastIssuedMonth: BillingMonth | undefined
}

/** Refuses with `no-price-list` while no month is open yet. */
export async function loadBooks(db: Database): Promise<Books> {
  const [row] = await db.sql<
    { first: string | null; oldest_open: string | null; last_issued: string | null }[]
  >`
    select (select min(month)::text from months) as first,
      (select month::text from months where closed_at is null) as oldest_open,
      (select max(month)::text from invoice_runs where completed_at is not null) as last_issued`
  if (row === undefined || row.first === null || row.oldest_open === null) throw noOpenMonth()
  return {
    firstMonth: monthOfDate(row.first),
    oldestOpenMonth: monthOfDate(row.oldest_open),
    lastIssuedMonth: row.last_issued === null ? undefined : monthOfDate(row.last_issued),
  }
}

/** Every month up to the one asked for is planned, for every customer. */
const monthsAheadMax = 24

/** The set-up for planning a month: with the earlier months that are not issued yet planned before it. */
export async function setUpRun(db: Database, month: BillingMonth, books: Books): Promise<RunSetup> {
  const { firstMonth, oldestOpenMonth, lastIssuedMonth } = books
  if (month < firstMonth)
    throw new BillingError('month-out-of-order', `${month} is before the first month, ${firstMonth}`, {
      details: { month, firstMonth },
    })
  const lastMonth = addMonths(oldestOpenMonth, monthsAheadMax)
  if (month > lastMonth)
    throw new BillingError(
      'month-out-of-order',
      `${month} is too far ahead; the oldest open month is ${oldestOpenMonth}, and at most ${lastMonth} can be previewed`,
      { details: { month, oldestOpenMonth, lastMonth } },
    )
  const firstNotIssued = lastIssuedMonth === undefined ? firstMonth : nextMonth(lastIssuedMonth)
  const months = month < firstNotIssued ? [month] : monthsFrom(firstNotIssued, month)
  const countedFrom = month < oldestOpenMonth ? 'aggregates' : 'aggregates-and-tail'
  return { months, firstMonth, priceLists: await loadPriceLists(db), countedFrom }
}
