import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../database/test-database.ts'
import { guardedBooks } from './guarded-books.ts'
import { expectRefused } from './refusal.ts'
import { appendOnlyTables, movingTables } from './tables.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await guardedBooks()
})
afterAll(() => db.drop())

/** Every way to change or delete rows that SQL has, on a table with this column and primary key. */
function changes(table: string, column: string, key: string): readonly string[] {
  return [
    `update ${table} set ${column} = ${column}`,
    `update ${table} set ${column} = ${column} where false`,
    `delete from ${table}`,
    `truncate ${table} cascade`,
    `insert into ${table} overriding system value select * from ${table} where false
      on conflict (${key}) do update set ${column} = excluded.${column}`,
    `merge into ${table} as t using (select 1) as one on true when matched then update set ${column} = t.${column}`,
    `merge into ${table} as t using (select 1) as one on true when matched then delete`,
    `with gone as (delete from ${table} returning 1) select count(*) from gone`,
  ]
}

/** The table's first column outside its identity, and the columns of its primary key. */
async function shapeOf(table: string): Promise<{ column: string; key: string }> {
  const [row] = await db.owner.sql<{ column: string; key: string }[]>`
    select (select attname from pg_attribute
        where attrelid = i.indrelid and attnum > 0 and attidentity = '' order by attnum limit 1) as column,
      (select string_agg(attname, ', ') from pg_attribute
        where attrelid = i.indrelid and attnum = any(i.indkey::int2[])) as key
    from pg_index i where i.indrelid = ${table}::regclass and i.indisprimary`
  if (row === undefined) throw new Error(`${table} has no primary key`)
  return row
}

describe('append-only: facts, events, documents and the journal are never edited or deleted', () => {
  test.each(appendOnlyTables)('%s, by a careless superuser and by the runtime role', async (table) => {
    const { column, key } = await shapeOf(table)
    for (const statement of changes(table, column, key))
      await expectRefused(db, statement, 'append-only', ['database-privileges'])
  })

  test('through a view: the only one that PostgreSQL can write through leads to the events', async () => {
    const views = await db.owner.sql<{ name: string }[]>`
      select table_name as name from information_schema.views
      where table_schema = 'public' and is_updatable = 'YES'`
    expect(views.map(({ name }) => name)).toEqual(['usage_totals_recounted'])
    await expectRefused(db, `update usage_totals_recounted set quantity = 2`, 'append-only')
    await expectRefused(db, `delete from usage_totals_recounted`, 'append-only')
  })

  test('every table there is has its tests in this folder', async () => {
    const found = await db.owner.sql<{ name: string }[]>`
      select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
        and (not c.relispartition or c.relname = 'events_2026_01')`
    const tried = [...appendOnlyTables, ...movingTables]
    expect(found.map(({ name }) => name).toSorted()).toEqual(tried.toSorted())
  })

  test("every month's partition is guarded as the first one is, though made later", async () => {
    const rows = await db.owner.sql<{ partition: string; triggers: string }[]>`
      select i.inhrelid::regclass::text as partition,
        (select string_agg(tgname, ', ' order by tgname) from pg_trigger where tgrelid = i.inhrelid and not tgisinternal) as triggers
      from pg_inherits i where i.inhparent = 'events'::regclass`
    expect(rows.length).toBeGreaterThan(2)
    expect([...new Set(rows.map(({ triggers }) => triggers))]).toEqual(['append_only, posting_month'])
  })
})
