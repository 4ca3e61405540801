import { afterAll, beforeAll, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { recordServiceTerms } from '../../src/customers/record-service-terms.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, clerk, closeAndRun, openBooks } from '../invoicing/books.ts'
import { packagePremium } from '../rules/examples.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test('terms that reach into a closed month wait for events in flight, and are refused after them', async () => {
  const db = database.runtime
  await openBooks(db)
  await addCustomer(db, { id: 'c1', api: ['2026-01-01T00:00:00+02:00'] })
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  const late = { customer: 'c1', from: billingMonth('2026-01'), value: packagePremium, storeDate: null }
  let recorded: Promise<void> = Promise.resolve()
  await atomically(db, async (inFlight) => {
    const at = { at: '2026-01-10T10:00:00+02:00', recordedAt: '2026-02-03T10:00:00+02:00' }
    await call(inFlight, { id: 'e1', customer: 'c1', ...at })
    recorded = atomically(db, (tx) => recordServiceTerms(tx, [late], clerk('2026-02-03T10:00:00+02:00')))
    recorded.catch(() => undefined)
    await Promise.race([recorded, untilSomebodyWaits(database.owner)])
  })
  await expect(recorded).rejects.toThrow(/reach into a closed month/)
})

async function untilSomebodyWaits({ sql }: Database): Promise<void> {
  while ((await sql`select from pg_locks where not granted and locktype = 'advisory'`).length === 0);
}
