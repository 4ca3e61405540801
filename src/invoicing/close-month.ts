import { endOfMonth, nextMonth, previousMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { formatInstant } from '../../rules/instant.ts'
import type { Attribution } from '../database/attribution.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { months } from '../database/schema/months.ts'
import { BillingError } from '../errors/billing-error.ts'
import { ensureEventPartitions } from '../usage/ensure-event-partitions.ts'
import { rollUpUsage } from '../usage/roll-up-usage.ts'
import { loadBooks } from './run-months.ts'

/**
 * Closes the month: waits for ingest in flight, brings every recorded event into the aggregates, and opens the next
 * month. From then on nothing posts to it. Closing a closed month again changes nothing: `already-closed`.
 */
export async function closeMonth(
  db: Database,
  month: BillingMonth,
  attribution: Attribution,
): Promise<'closed' | 'already-closed'> {
  await prepareClosing(db, month, attribution)
  return atomically(db, (tx) => closePrepared(tx, month, attribution))
}

/** What comes before a closing's own database transaction: refusals, the next month's partition, most of the roll-up. */
export async function prepareClosing(
  db: Database,
  month: BillingMonth,
  attribution: Attribution,
): Promise<void> {
  await refuseUnlessClosable(db, month, attribution)
  await ensureEventPartitions(db, endOfMonth(month)) // an event in flight may post to the next month before its clock says so
  await rollUpUsage(db) // most of the work, before anybody has to wait
}

/** The closing itself, in the caller's database transaction. */
export async function closePrepared(
  tx: Database,
  month: BillingMonth,
  attribution: Attribution,
): Promise<'closed' | 'already-closed'> {
  await tx.sql`select pg_advisory_xact_lock(hashtext('laskuri closing'))` // what comes now waits its turn behind this
  const [open] = await tx.sql`
    select month from months where month = ${`${month}-01`}::date and closed_at is null for update`
  if (open === undefined) return 'already-closed'
  await rollUpUsage(tx)
  await tx.sql`
    update months set closed_at = ${formatInstant(attribution.recordedAt)}, closed_by = ${attribution.recordedBy},
      closing_note = ${attribution.note}
    where month = ${`${month}-01`}::date`
  await tx.orm.insert(months).values({ month: nextMonth(month), ...attribution, note: null })
  return 'closed'
}

/** Refuses what the database would refuse too, in words that say what to do next. */
export async function refuseUnlessClosable(
  db: Database,
  month: BillingMonth,
  { recordedAt }: Attribution,
): Promise<void> {
  const { firstMonth, oldestOpenMonth, lastIssuedMonth } = await loadBooks(db)
  const details = { month, firstMonth, oldestOpenMonth }
  if (month < firstMonth)
    throw new BillingError('month-out-of-order', `${month} is before the first month, ${firstMonth}`, {
      details,
    })
  if (recordedAt < endOfMonth(month))
    throw new BillingError(
      'month-not-ended',
      `${month} has not ended in Helsinki; it can be closed from ${formatInstant(endOfMonth(month))} on`,
      { details },
    )
  if (month > oldestOpenMonth)
    throw new BillingError(
      'month-out-of-order',
      `Months close in order, and ${oldestOpenMonth} is still open. Next: npx laskuri close-month ${oldestOpenMonth}`,
      { details },
    )
  const before = previousMonth(month)
  if (month === oldestOpenMonth && month !== firstMonth && lastIssuedMonth !== before)
    throw new BillingError(
      'run-out-of-order',
      `${month} can close when the run of ${before} is complete. Next: npx laskuri invoice run ${before}`,
      { details },
    )
}
