import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import { noOpenMonth } from './no-open-month.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/**
 * The oldest month that is still open, locked against closing until the caller's database transaction ends. Refuses
 * with `no-price-list` when no month is open yet: months are open from the first price list's first month on (R7).
 */
export async function oldestOpenMonth(tx: Database): Promise<BillingMonth> {
  const [row] = await tx.sql<{ month: string | null }[]>`select oldest_open_month()::text as month`
  if (row === undefined || row.month === null) throw noOpenMonth()
  return monthOfDate(row.month)
}
