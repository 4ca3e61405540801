import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

describe('every fact and run carries when it was recorded, by whom, and an optional note', () => {
  // What is written with one of those, in the same transaction, or computed from them.
  const parts = [
    'events', // its batch
    'document_lines document_numbers holds journal_lines payment_register'.split(' '), // document, run, entry, payment
    'pending_batches usage_totals usage_by_day first_successes'.split(' '), // computed
  ].flat()

  test('each table but those that belong to another row', async () => {
    const rows = await db.owner.sql<{ name: string; columns: string }[]>`
      select table_name as name,
        coalesce(string_agg(column_name || case is_nullable when 'YES' then '?' else '' end, ', ' order by column_name)
          filter (where column_name in ('recorded_at', 'recorded_by', 'note')), '') as columns
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'events\\_%'
      group by 1`
    const without = rows.filter(({ columns }) => columns !== 'note?, recorded_at, recorded_by')
    expect(rows.length).toBeGreaterThan(20)
    expect(without.map(({ name }) => name).toSorted()).toEqual(parts.toSorted())
  })
})

describe('the schema shards by customer', () => {
  // Numbers that are unique over all customers: small, and written with what they number. And who did what over HTTP.
  const registers = new Set(['document_numbers', 'payment_register', 'audit_log'])

  test("every primary and unique key of a customer's table leads with the customer, but the registers'", async () => {
    const keys = await db.owner.sql<{ name: string; table: string; leading: string }[]>`
      select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table, a.attname as leading
      from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indisunique and c.relnamespace = 'public'::regnamespace
        and exists (select from pg_attribute o where o.attrelid = i.indrelid and o.attname = 'customer_id')`
    expect(keys.length).toBeGreaterThan(20)
    const others = keys.filter(({ table, leading }) => leading !== 'customer_id' && !registers.has(table))
    expect(others).toEqual([])
  })

  test('foreign keys stay inside a customer', async () => {
    const keys = await db.owner.sql<{ name: string; columns: string }[]>`
      select conname as name, pg_get_constraintdef(oid) as columns from pg_constraint
      where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace`
    expect(keys.length).toBeGreaterThan(5)
    expect(keys.filter(({ columns }) => !columns.startsWith('FOREIGN KEY (customer_id'))).toEqual([])
  })
})

describe('events are partitioned by posting month', () => {
  test('the identity of an event is unique in a partition, and the partition is the posting month', async () => {
    const [row] = await db.owner.sql<{ by: string; key: string }[]>`
      select pg_get_partkeydef('events'::regclass) as by,
        (select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'events'::regclass and contype = 'p') as key`
    expect(row).toEqual({
      by: 'RANGE (posting_month)',
      key: 'PRIMARY KEY (customer_id, source, event_id, posting_month)',
    })
  })
})
