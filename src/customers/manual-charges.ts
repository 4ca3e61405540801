import { asc } from 'drizzle-orm'
import type { BillingMonth } from '../../rules/billing-month.ts'
import type { ManualCharge } from '../../rules/manual-charge.ts'
import type { Money } from '../../rules/money.ts'
import { postingMonthOf } from '../../rules/posting-month.ts'
import { anyOf } from '../database/any-of.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import { manualCharges } from '../database/schema/customers.ts'
import { BillingError } from '../errors/billing-error.ts'
import { oldestOpenMonth } from '../months/oldest-open-month.ts'

export interface NewManualCharge {
  readonly customer: string
  readonly usageMonth: BillingMonth
  /** What the customer reads on the line. */
  readonly text: string
  /** VAT 0 %; negative for a credit, never zero. */
  readonly net: Money
  readonly reason: string
}

/** Records a charge or credit by hand (R8). A month before the first price list is refused: it is never billed. */
export async function recordManualCharge(
  tx: Database,
  charge: NewManualCharge,
  attribution: Attribution,
): Promise<ManualCharge> {
  const { customer, usageMonth } = charge
  const oldest = await oldestOpenMonth(tx)
  await refuseBeforeFirstMonth(tx, usageMonth)
  const row = { ...charge, postingMonth: postingMonthOf(usageMonth, oldest), ...attribution }
  const [recorded] = await tx.orm
    .insert(manualCharges)
    .values({ ...row, customerId: customer })
    .returning()
  if (recorded === undefined) throw new Error('broken invariant: a manual charge was not recorded')
  return manualChargeOf(recorded)
}

/** The customers' manual charges, by customer, each in the order of recording. */
export async function loadManualCharges(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly ManualCharge[]>> {
  const rows = await db.orm
    .select()
    .from(manualCharges)
    .where(anyOf(manualCharges.customerId, ids))
    .orderBy(asc(manualCharges.factId))
  const byCustomer = Map.groupBy(rows, ({ customerId }) => customerId)
  return new Map([...byCustomer].map(([customer, own]) => [customer, own.map(manualChargeOf)]))
}

function manualChargeOf(row: typeof manualCharges.$inferSelect): ManualCharge {
  const { factId, usageMonth, postingMonth: postedIn, text, net, reason } = row
  return { factId, usageMonth, postedIn, text, net, reason }
}

async function refuseBeforeFirstMonth(tx: Database, usageMonth: BillingMonth): Promise<void> {
  const [row] = await tx.sql<{ first: string }[]>`select min(month)::text as first from months`
  if (row === undefined || usageMonth >= monthOfDate(row.first)) return
  throw new BillingError(
    'month-out-of-order',
    `${usageMonth} is before the first month, ${monthOfDate(row.first)}: nothing of it is ever billed`,
    { details: { usageMonth, firstMonth: monthOfDate(row.first) } },
  )
}
