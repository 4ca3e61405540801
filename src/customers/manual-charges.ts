import { asc } from 'drizzle-orm'
import type { BillingMonth } from '../../rules/billing-month.ts'
import type { ManualCharge } from '../../rules/manual-charge.ts'
import type { Money } from '../../rules/money.ts'
import { postingMonthOf } from '../../rules/posting-month.ts'
import { anyOf } from '../database/any-of.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { inChunks } from '../database/in-chunks.ts'
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
  const [recorded] = await recordManualCharges(tx, [charge], attribution)
  if (recorded === undefined) throw new Error('broken invariant: a manual charge was not recorded')
  return recorded
}

/** The same for several: all of them or none, in their order. */
export async function recordManualCharges(
  tx: Database,
  charges: readonly NewManualCharge[],
  attribution: Attribution,
): Promise<readonly ManualCharge[]> {
  if (charges.length === 0) return []
  const oldest = await oldestOpenMonth(tx)
  await refuseBeforeFirstMonth(tx, charges)
  const recorded: ManualCharge[] = []
  for (const chunk of inChunks(charges)) {
    const rows = chunk.map(({ customer, usageMonth, text, net, reason }) => {
      const postingMonth = postingMonthOf(usageMonth, oldest)
      return { customerId: customer, usageMonth, postingMonth, text, net, reason, ...attribution }
    })
    recorded.push(...(await tx.orm.insert(manualCharges).values(rows).returning()).map(manualChargeOf))
  }
  return recorded
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

async function refuseBeforeFirstMonth(tx: Database, charges: readonly NewManualCharge[]): Promise<void> {
  const [row] = await tx.sql<{ first: string }[]>`select min(month)::text as first from months`
  const firstMonth = row === undefined ? undefined : monthOfDate(row.first)
  const early = charges.find(({ usageMonth }) => firstMonth !== undefined && usageMonth < firstMonth)
  if (early === undefined) return
  throw new BillingError(
    'month-out-of-order',
    `${early.usageMonth} is before the first month, ${firstMonth}: nothing of it is ever billed`,
    { details: { customer: early.customer, usageMonth: early.usageMonth, firstMonth } },
  )
}
