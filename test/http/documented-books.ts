import type { Database } from '../../src/database/client.ts'
import { letAct } from '../access/access-books.ts'
import { addCustomer, call, closeAndRun, openBooks } from '../invoicing/books.ts'

/** On 20 April 2026 these books make every example of the documentation work: March is used and waits for its closing. */
export async function documentedBooks(db: Database): Promise<void> {
  await openBooks(db)
  await addCustomer(db, { id: 'c1', api: ['2026-03-03T09:00:00+02:00', '2026-03-30T09:00:00+03:00'] })
  await letAct(db, 'maija', 'c1', '2026-01-02T09:00:00+02:00')
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
  await call(
    db,
    { id: 'e2', customer: 'c1', quantity: 120, at: '2026-03-10T10:00:00+02:00' },
    { id: 'e7', customer: 'c1', at: '2026-03-11T10:00:00+02:00' },
  )
}
