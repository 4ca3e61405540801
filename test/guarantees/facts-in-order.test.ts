import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../database/test-database.ts'
import { guardedBooks } from './guarded-books.ts'
import { expectRefused, expectTaken, refusalOf } from './refusal.ts'
import { attribution, fact, factTables } from './statements.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await guardedBooks()
})
afterAll(() => db.drop())

const list = `insert into price_lists (name, status, effective_from, content, recorded_at, recorded_by)
  values ('next', 'sample', '2026-03-01', '{}', ${attribution});`

describe('facts are numbered in the order of their recording, whatever is done to a sequence', () => {
  test.each(factTables)('%s: a number that its sequence has not given', async (table) => {
    const from = table === 'event_retractions' ? '2026-01-01' : '2026-03-01'
    const ahead = fact(table, { from, posting: '2026-03-01', factId: '4711' })
    await expectRefused(db, ahead, 'facts-in-order')
  })

  // setval is undone by no rollback: each table is tried once, and only a superuser can.
  test.each(factTables.filter((table) => table !== 'event_retractions'))(
    '%s: a sequence that was set back',
    async (table) => {
      const early = fact(table, { from: '2026-03-01', posting: '2026-03-01' })
      const later = fact(table, { from: '2026-04-01', posting: '2026-04-01' })
      const setTo = (number: number) => `select setval('${table}_fact_id_seq', ${number});`
      const tried = await refusalOf(db.owner, `${setTo(1000)} ${early} ${setTo(500)} ${later}`)
      expect(tried).toBe('facts-in-order')
    },
  )

  test('price lists', async () => {
    await expectRefused(
      db,
      list.replace('(name', '(list_id, name').replace('values (', 'overriding system value values (77, '),
      'facts-in-order',
    )
    await expectTaken(db.runtime, list)
  })

  test('no sequence hands out numbers ahead, as that would let later facts have lower ones', async () => {
    const ahead = await db.owner.sql`select from pg_sequence where seqcache <> 1`
    expect(ahead).toHaveLength(0)
  })
})
