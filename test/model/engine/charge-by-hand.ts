import { billingMonth } from '../../../rules/billing-month.ts'
import { moneyOf } from '../../../rules/money.ts'
import { recordManualCharge } from '../../../src/customers/manual-charges.ts'
import { requireCustomers } from '../../../src/customers/require-customers.ts'
import { atomically } from '../../../src/database/atomically.ts'
import { clerkAt, type EngineBooks } from './engine-books.ts'

export async function chargeByHand(
  { runtime }: EngineBooks,
  customer: string,
  usageMonth: string,
  net: string,
  now: number,
): Promise<void> {
  const words = { text: 'by hand', reason: 'agreed' }
  const charge = { customer, usageMonth: billingMonth(usageMonth), net: moneyOf(net), ...words }
  await atomically(runtime, async (tx) => {
    await requireCustomers(tx, [customer])
    await recordManualCharge(tx, charge, clerkAt(now))
  })
}
