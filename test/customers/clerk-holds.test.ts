import { afterEach, beforeEach, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { heldPeriods } from '../../src/customers/held-periods.ts'
import { loadClerkHolds } from '../../src/customers/load-series.ts'
import { recordClerkHolds } from '../../src/customers/record-clerk-holds.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, clerk, openBooks } from '../invoicing/books.ts'

let database: TestDatabase
let db: Database
beforeEach(async () => {
  database = await testDatabase()
  db = database.runtime
  await openBooks(db)
  await addCustomer(db, { id: 'c1' })
})
afterEach(() => database.drop())

/** Records `hold 2026-03`, `release 2026-05` and so on, at once; the months that are held then. */
async function recorded(...words: readonly string[]): Promise<readonly string[]> {
  const facts = words.map((word) => {
    const [what, from] = word.split(' ')
    return {
      customer: 'c1',
      from: billingMonth(from ?? ''),
      value: { held: what === 'hold', reason: 'disputed' },
    }
  })
  await atomically(db, (tx) => recordClerkHolds(tx, facts, clerk('2026-01-10T10:00:00+02:00')))
  const series = await loadClerkHolds(db, ['c1'])
  return heldPeriods(series.get('c1') ?? []).map(({ from, to }) => `${from}..${to ?? ''}`)
}

test("a release from the hold's own month undoes it; from a later month, the months between stay held", async () => {
  expect(await recorded('hold 2026-03')).toEqual(['2026-03..'])
  expect(await recorded('release 2026-05')).toEqual(['2026-03..2026-04'])
  expect(await recorded('release 2026-03')).toEqual([])
})

test('a hold with one in force is refused, and one from an earlier month is another hold', async () => {
  await recorded('hold 2026-05')
  await expect(recorded('hold 2026-05')).rejects.toMatchObject({ code: 'already-held' })
  await expect(recorded('hold 2026-06')).rejects.toMatchObject({ code: 'already-held' })
  expect(await recorded('hold 2026-03')).toEqual(['2026-03..'])
  expect(await recorded('release 2026-03')).toEqual(['2026-05..']) // each is released by itself
})

test('a release without a hold in force is refused', async () => {
  await expect(recorded('release 2026-03')).rejects.toMatchObject({ code: 'not-held' })
  await recorded('hold 2026-03', 'release 2026-05')
  await expect(recorded('release 2026-06')).rejects.toMatchObject({ code: 'not-held' })
  await expect(recorded('release 2026-02')).rejects.toMatchObject({ code: 'not-held' })
})

test('of several facts recorded at once each sees the ones before it', async () => {
  expect(await recorded('hold 2026-03', 'release 2026-05', 'hold 2026-08')).toEqual([
    '2026-03..2026-04',
    '2026-08..',
  ])
  await expect(recorded('release 2026-08', 'release 2026-08')).rejects.toMatchObject({ code: 'not-held' })
})
