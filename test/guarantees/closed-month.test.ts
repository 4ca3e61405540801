import { afterAll, beforeAll, describe, test } from 'vitest'
import type { TestDatabase } from '../database/test-database.ts'
import { guardedBooks } from './guarded-books.ts'
import { expectRefused, expectTaken, type Forbidden } from './refusal.ts'
import { attribution, batch, event, fact, factTables } from './statements.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await guardedBooks()
})
afterAll(() => db.drop())

const nothingPosted = 'nothing-posted-to-a-closed-month'

describe('nothing is posted to a closed month', () => {
  test.each(factTables)(
    '%s: a fact posts to the oldest open month or to its own, and to no other',
    async (table) => {
      const customer = table === 'event_retractions' ? 'c1' : 'c2'
      const january = { from: '2026-01-01', customer }
      for (const posting of ['2026-01-01', '2026-02-01', '2026-04-01'])
        await expectRefused(db, fact(table, { ...january, posting }), nothingPosted)
      await expectTaken(db.runtime, fact(table, { ...january, posting: '2026-03-01' }))
    },
  )

  test.each(factTables.filter((table) => table !== 'event_retractions'))(
    '%s: a fact is about whole months',
    async (table) => {
      const inside = fact(table, { from: '2026-04-15', posting: '2026-04-15' })
      await expectRefused(
        db,
        inside,
        table === 'manual_charges' ? 'manual_charges_of_months' : 'whole-months',
      )
    },
  )

  test.each(['events', 'events_2026_01', 'events_2026_02'])(
    '%s: an event, whichever table is named',
    async (table) => {
      const posting = table === 'events_2026_02' ? '2026-02-01' : '2026-01-01'
      const late = `${batch(1)} ${event({ usage: '2026-01-01', posting, table })}`
      await expectRefused(db, late, nothingPosted)
    },
  )

  test('an event is about a whole month, and one that is right is taken', async () => {
    await expectRefused(
      db,
      `${batch(1)} ${event({ usage: '2026-03-15', posting: '2026-03-15' })}`,
      'whole-months',
    )
    await expectTaken(db.runtime, `${batch(1)} ${event({ usage: '2026-01-01', posting: '2026-03-01' })}`)
  })

  test('by COPY', async () => {
    const row = 'c2,2026-01-01,2026-01-01,1,2026-03-04T08:00:00+02:00,test'
    await expectRefused(
      db,
      `copy revenue_reports (customer_id, from_month, posting_month, eur, recorded_at, recorded_by)
        from program 'echo ${row}' with (format csv)`,
      nothingPosted,
    )
  })

  const others: readonly Forbidden[] = [
    [
      'a price list',
      `insert into price_lists (name, status, effective_from, content, recorded_at, recorded_by)
        values ('late', 'binding', '2026-02-01', '{}', ${attribution})`,
      'prices-of-closed-months-stand',
    ],
    [
      'terms of a customer that has called',
      fact('service_terms', { customer: 'c1', from: '2026-01-01', posting: '2026-03-01' }),
      'terms-of-closed-months-stand',
    ],
    [
      'other sums',
      `update usage_totals set quantity = quantity + 1, event_count = event_count + 1 where posting_month = '2026-01-01'`,
      'sums-of-closed-months-stand',
    ],
    [
      'sums that were not there',
      `insert into usage_totals select 'c2', posting_month, usage_month, resource, method, disposition, event_count, quantity,
        digest_high, digest_low from usage_totals where posting_month = '2026-01-01'`,
      'sums-of-closed-months-stand',
    ],
    [
      'another first success',
      `update first_successes set at = at - interval '1 hour' where posting_month = '2026-01-01'`,
      'sums-of-closed-months-stand',
    ],
    [
      'no first success',
      `delete from first_successes where posting_month = '2026-01-01'`,
      'sums-of-closed-months-stand',
    ],
    ['no first successes at all', `truncate first_successes`, 'append-only'],
    [
      'a fact of a customer that is not there',
      fact('revenue_reports', { customer: 'nobody', from: '2026-03-01', posting: '2026-03-01' }),
      'revenue_reports_customer',
    ],
    [
      'taking back an event that is not there',
      fact('event_retractions', { from: '2026-01-01', posting: '2026-03-01' }).replace(`'e1'`, `'e9'`),
      'retractions-name-events',
    ],
    [
      'taking an event back about another month',
      fact('event_retractions', { from: '2026-02-01', posting: '2026-03-01' }),
      'retractions-name-events',
    ],
    [
      'taking an event back twice',
      fact('event_retractions', { from: '2026-01-01', posting: '2026-03-01' }).repeat(2),
      'event_retractions_once',
    ],
  ]
  test.each(others)('%s', async (_what, statements, guarantee) => {
    await expectRefused(db, statements, guarantee)
  })
})
