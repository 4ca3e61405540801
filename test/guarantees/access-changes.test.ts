import { afterAll, beforeAll, describe, test } from 'vitest'
import type { TestDatabase } from '../database/test-database.ts'
import { guardedBooks } from './guarded-books.ts'
import { expectRefused, expectTaken, type Forbidden } from './refusal.ts'
import { accessChange } from './statements.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await guardedBooks()
})
afterAll(() => db.drop())

const now = '2026-03-04T08:00:00+02:00'
const february = '2026-02-10T00:00:00+02:00'

const refused: readonly Forbidden[] = [
  ['a backdated change', accessChange(2, february), 'no-backdated-access'],
  [
    'a change in a closed month, said to be recorded then',
    accessChange(2, february, { recordedAt: february }),
    'no-backdated-access',
  ],
  [
    'a change at the last instant of a closed month, said to be recorded then',
    accessChange(2, '2026-02-28T23:59:59.999999+02:00', { recordedAt: '2026-02-28T23:59:59.999999+02:00' }),
    'no-backdated-access',
  ],
  ['a change of the future', accessChange(2, '2026-03-04T08:00:01+02:00'), 'no-backdated-access'],
  ['a change before the last one', accessChange(2, '2026-01-01T00:00:00+02:00'), 'access-changes-in-order'],
  ['a change with the number of another', accessChange(1, now, { open: true }), 'access-changes-in-order'],
  ['a change that leaves a number out', accessChange(3, now, { open: true }), 'access-changes-in-order'],
  ['opening what is open', accessChange(2, now, { open: true }), 'access_changes_alternate'],
  ['closing what was never opened', accessChange(1, now, { customer: 'c2' }), 'access_changes_alternate'],
  ['a change of nobody', accessChange(1, now, { customer: 'nobody', open: true }), 'access_changes_customer'],
]

describe('the API is opened and closed by turns, and never before now once it has been called', () => {
  test.each(refused)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })

  test('a change now is taken, and so is the history of a customer that has not called', async () => {
    await expectTaken(db.runtime, accessChange(2, now))
    await expectTaken(db.runtime, accessChange(1, february, { customer: 'c2', open: true }))
  })
})
