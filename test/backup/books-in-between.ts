import type { Database } from '../../src/database/client.ts'
import { addCustomer, call, closeAndRun, openBooks, reportRevenue } from '../invoicing/books.ts'

/** January is issued; February has calls that wait for their roll-up, a late one, and a late revenue report. */
export async function booksInBetween(db: Database): Promise<void> {
  await openBooks(db)
  for (const id of ['c1', 'c2', 'c3']) await addCustomer(db, { id, api: ['2026-01-02T00:00:00+02:00'] })
  await call(db, { id: 'a', customer: 'c1', at: '2026-01-10T10:00:00+02:00', quantity: 120 })
  await call(db, { id: 'b', customer: 'c2', at: '2026-01-11T10:00:00+02:00' })
  await closeAndRun(db, '2026-01', '2026-02-03T08:00:00+02:00')
  await reportRevenue(db, 'c1', '2026-01', 100_000, '2026-02-10T10:00:00+02:00')
  await call(
    db,
    { id: 'c', customer: 'c3', at: '2026-02-11T10:00:00+02:00', quantity: 7 },
    { id: 'd', customer: 'c2', at: '2026-01-20T10:00:00+02:00', recordedAt: '2026-02-12T10:00:00+02:00' },
  )
}

/** What comes next, on the books and on their restored copy alike: a call, the closing of February, and its run. */
export async function playFebruary(db: Database): Promise<void> {
  await call(db, { id: 'e', customer: 'c1', at: '2026-02-20T10:00:00+02:00', quantity: 3 })
  await closeAndRun(db, '2026-02', '2026-03-03T08:00:00+02:00')
}
