import { afterAll, beforeAll, describe, test } from 'vitest'
import type { TestDatabase } from '../database/test-database.ts'
import { guardedBooks } from './guarded-books.ts'
import { expectRefused, expectTaken, type Forbidden } from './refusal.ts'
import { attribution, batch } from './statements.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await guardedBooks()
})
afterAll(() => db.drop())

const completeFebruary = `update invoice_runs set completed_at = '2026-03-04T08:00:00+02:00' where month = '2026-02-01';`
// The list of waiting batches is emptied as a roll-up does.
const rollUp = `select pg_advisory_xact_lock(hashtext('laskuri usage roll-up')); delete from pending_batches;`
const closeMarch = `update months set closed_at = '2026-04-03T08:00:00+03:00', closed_by = 'test' where month = '2026-03-01';`
const openMonth = (month: string) =>
  `insert into months (month, recorded_at, recorded_by) values ('${month}', ${attribution});`

const refused: readonly Forbidden[] = [
  [
    'reopening a month',
    `update months set closed_at = null where month = '2026-01-01'`,
    'closed-month-is-frozen',
  ],
  [
    'closing a month again',
    `update months set closed_at = now() where month = '2026-01-01'`,
    'closed-month-is-frozen',
  ],
  [
    'another note on a closed month',
    `update months set note = 'x' where month = '2026-01-01'`,
    'closed-month-is-frozen',
  ],
  [
    'another note on an open month',
    `update months set note = 'x' where month = '2026-03-01'`,
    'closed-month-is-frozen',
  ],
  [
    'moving a month',
    `update months set month = '2026-07-01' where month = '2026-03-01'`,
    'closed-month-is-frozen',
  ],
  ['deleting a month', `delete from months where month = '2026-03-01'`, 'closed-month-is-frozen'],
  ['deleting a closed month', `delete from months where month = '2026-01-01'`, 'closed-month-is-frozen'],
  ['truncating the months', `truncate months cascade`, 'append-only'],
  [
    'reopening by insert on conflict',
    `${openMonth('2026-01-01').replace(';', '')} on conflict (month) do update set closed_at = null`,
    'months-in-order',
  ],
  [
    'reopening by merge',
    `merge into months using (select 1) one on month = '2026-01-01' when matched then update set closed_at = null`,
    'closed-month-is-frozen',
  ],
  ['opening a month out of order', openMonth('2026-05-01'), 'months-in-order'],
  ['a second oldest open month', openMonth('2026-04-01'), 'months-in-order'],
  ['an open month before the others', openMonth('2025-12-01'), 'months-in-order'],
  [
    'closing a month before it has ended',
    `update months set closed_at = '2026-03-31T23:59:59+03:00' where month = '2026-03-01'`,
    'only-ended-months-close',
  ],
  ['closing while the run before is not complete', closeMarch, 'closing-waits-for-the-run'],
  [
    'closing while a batch waits for its roll-up',
    completeFebruary + batch(0) + closeMarch,
    'no-tail-at-closing',
  ],
  ['closing without opening the next month', completeFebruary + rollUp + closeMarch, 'one-month-is-open'],
  [
    'a fact between the closing of a month and the opening of the next',
    `${completeFebruary} ${rollUp} ${closeMarch} select oldest_open_month()`,
    'one-month-is-open',
  ],
  [
    'a closing by nobody',
    completeFebruary + rollUp + closeMarch.replace(`, closed_by = 'test'`, ''),
    'closings-are-signed',
  ],
  [
    'a closing that changes who opened the month',
    completeFebruary + rollUp + closeMarch.replace('set ', `set recorded_by = 'x', `),
    'closings-are-signed',
  ],
  [
    'a month that starts in its middle',
    `${completeFebruary} ${rollUp} ${closeMarch} ${openMonth('2026-04-02')}`,
    'months-in-order',
  ],
]

describe('a month closes once, in order, whole and signed, and is closed for good', () => {
  test.each(refused)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })

  test('closing the month and opening the next is taken', async () => {
    await expectTaken(db.runtime, completeFebruary + rollUp + closeMarch + openMonth('2026-04-01'))
  })
})

const run = (month: string, completed = 'null') => `
  insert into invoice_runs (month, issue_date, rule_set, sample_allowed, completed_at, recorded_at, recorded_by)
  values ('${month}', '2026-04-03', 'test', true, ${completed}, ${attribution});`
const closed = completeFebruary + rollUp + closeMarch + openMonth('2026-04-01')

const refusedRuns: readonly Forbidden[] = [
  ['a run of an open month', run('2026-03-01'), 'runs-of-closed-months'],
  ['a run of a month that there is not', run('2025-12-01'), 'runs-of-closed-months'],
  [
    'a run while the one before is not complete',
    `${rollUp} ${closeMarch} ${openMonth('2026-04-01')} ${run('2026-03-01')}`,
    'closing-waits-for-the-run',
  ],
  ['a second run of a month', run('2026-01-01'), 'invoice_runs_pkey'],
  ['a run that is complete before it has begun', closed + run('2026-03-01', 'now()'), 'runs-are-kept'],
  [
    'another issue date',
    `update invoice_runs set issue_date = '2026-03-04' where month = '2026-02-01'`,
    'runs-are-kept',
  ],
  ['another rule set', `update invoice_runs set rule_set = 'x' where month = '2026-02-01'`, 'runs-are-kept'],
  [
    'another time of its start',
    `update invoice_runs set recorded_at = now() where month = '2026-02-01'`,
    'runs-are-kept',
  ],
  [
    'somebody else who started it',
    `update invoice_runs set recorded_by = 'x' where month = '2026-02-01'`,
    'runs-are-kept',
  ],
  [
    'sample prices allowed later',
    `update invoice_runs set sample_allowed = false where month = '2026-02-01'`,
    'runs-are-kept',
  ],
  [
    'changing a complete run',
    `update invoice_runs set completed_at = null where month = '2026-01-01'`,
    'runs-are-kept',
  ],
  [
    'going back to its beginning',
    `update invoice_runs set issued_up_to = 'c1' where month = '2026-02-01';
      update invoice_runs set issued_up_to = null where month = '2026-02-01'`,
    'runs-are-kept',
  ],
  ['deleting a run', `delete from invoice_runs where month = '2026-02-01'`, 'runs-are-kept'],
  ['truncating the runs', `truncate invoice_runs`, 'append-only'],
]

describe('runs go in month order, and keep how they were started', () => {
  test.each(refusedRuns)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })

  test('the run of the next month, once this one is complete and that one closed, is taken', async () => {
    await expectTaken(db.runtime, closed + run('2026-03-01'))
  })
})
