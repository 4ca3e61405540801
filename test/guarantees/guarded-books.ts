import { atomically } from '../../src/database/atomically.ts'
import { addCustomer, call, closeAndRun, openBooks } from '../invoicing/books.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'

/**
 * Books that stand in the middle of everything: January 2026 is closed and issued (c1 has document 2026-0000001), February
 * is closed and its run is under way, March is the oldest open month, and a batch of it waits. c2 has never called.
 */
export async function guardedBooks(): Promise<TestDatabase> {
  const db = await testDatabase()
  await openBooks(db.runtime)
  await addCustomer(db.runtime, { id: 'c1', api: ['2026-01-02T00:00:00+02:00'] })
  await addCustomer(db.runtime, { id: 'c2' })
  await call(db.runtime, { id: 'e1', customer: 'c1', at: '2026-01-10T10:00:00+02:00' })
  await closeAndRun(db.runtime, '2026-01', '2026-02-03T08:00:00+02:00')
  await atomically(db.owner, async ({ sql }) => {
    await sql`
      update months set closed_at = '2026-03-03T08:00:00+02:00', closed_by = 'test' where month = '2026-02-01'`
    await sql`
      insert into months (month, recorded_at, recorded_by) values ('2026-03-01', '2026-03-03T08:00:00+02:00', 'test')`
    await sql`
      insert into invoice_runs (month, issue_date, rule_set, sample_allowed, recorded_at, recorded_by)
      values ('2026-02-01', '2026-03-03', 'test', true, '2026-03-03T08:00:00+02:00', 'test')`
  })
  await call(db.runtime, { id: 'e2', customer: 'c1', at: '2026-03-04T08:00:00+02:00' })
  return db
}
