// A closed month whose run has so many documents to issue, and a way to hold its blocks up.
import { billingMonth } from '../../rules/billing-month.ts'
import { moneyOf } from '../../rules/money.ts'
import { recordManualCharges } from '../../src/customers/manual-charges.ts'
import { recordCustomers } from '../../src/customers/record-customers.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { clerk, openBooks } from '../invoicing/books.ts'

/** Closes 2026-01 with a charge of 10.00 for each of the customers. */
export async function givenMonthToRun(db: Database, customersWanted: number): Promise<void> {
  await openBooks(db)
  const ids = Array.from({ length: customersWanted }, (_, index) => `c${String(index).padStart(4, '0')}`)
  const particulars = { businessId: null, vatNumber: null }
  const usageMonth = billingMonth('2026-01')
  const charge = { usageMonth, text: 'Work', net: moneyOf('10.00'), reason: 'agreed' }
  const attribution = clerk('2026-01-15T08:00:00+02:00')
  await atomically(db, async (tx) => {
    const customers = ids.map((customer) => ({ customer, name: customer, ...particulars }))
    await recordCustomers(tx, customers, attribution)
    const charges = ids.map((customer) => ({ customer, ...charge }))
    await recordManualCharges(tx, charges, attribution)
  })
  await closeMonth(db, usageMonth, clerk('2026-02-02T08:00:00+02:00'))
}

/** Asks until the block at hand has come to the lock that the caller holds; then which process of PostgreSQL issues it. */
export async function waitingBlock(tx: Database): Promise<number> {
  for (;;) {
    const [waiting] = await tx.sql<{ pid: number }[]>`
      select pid from pg_locks where not granted and locktype = 'advisory'
        and database = (select oid from pg_database where datname = current_database())`
    if (waiting !== undefined) return waiting.pid
  }
}
