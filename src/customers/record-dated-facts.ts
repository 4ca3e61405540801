import { postingMonthOf } from '../../rules/posting-month.ts'
import type { Decimal } from '../../rules/decimal.ts'
import type { VatTreatment } from '../../rules/vat.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { inChunks } from '../database/in-chunks.ts'
import { agreedMonthlyFees, revenueReports, vatTreatments } from '../database/schema/customers.ts'
import { oldestOpenMonth } from '../months/oldest-open-month.ts'
import type { NewFact } from './new-facts.ts'

/** Records revenue in euros a year from a month on. A past month corrects it (R3, R8). */
export async function recordRevenueReports(
  tx: Database,
  facts: readonly NewFact<Decimal>[],
  attribution: Attribution,
): Promise<void> {
  const dated = await withMonths(tx, facts, attribution)
  for (const rows of inChunks(dated))
    await tx.orm.insert(revenueReports).values(rows.map(({ value, ...row }) => ({ ...row, eur: value })))
}

/** Records agreed monthly fees in euros; null ends an agreement from its month on (R3). */
export async function recordAgreedMonthlyFees(
  tx: Database,
  facts: readonly NewFact<Decimal | null>[],
  attribution: Attribution,
): Promise<void> {
  const dated = await withMonths(tx, facts, attribution)
  for (const rows of inChunks(dated))
    await tx.orm.insert(agreedMonthlyFees).values(rows.map(({ value, ...row }) => ({ ...row, fee: value })))
}

/** Records VAT treatments from a month on (R5). */
export async function recordVatTreatments(
  tx: Database,
  facts: readonly NewFact<VatTreatment>[],
  attribution: Attribution,
): Promise<void> {
  const dated = await withMonths(tx, facts, attribution)
  for (const rows of inChunks(dated))
    await tx.orm.insert(vatTreatments).values(rows.map(({ value, ...row }) => ({ ...row, treatment: value })))
}

async function withMonths<Value>(tx: Database, facts: readonly NewFact<Value>[], attribution: Attribution) {
  const oldest = await oldestOpenMonth(tx)
  return facts.map(({ customer, from, value }) => ({
    customerId: customer,
    from,
    postingMonth: postingMonthOf(from, oldest),
    value,
    ...attribution,
  }))
}
