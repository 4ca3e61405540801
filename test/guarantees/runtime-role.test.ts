import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runtimeRole } from '../../src/database/client.ts'
import type { TestDatabase } from '../database/test-database.ts'
import { guardedBooks } from './guarded-books.ts'
import { nameOf } from './refusal.ts'
import { appendOnlyTables, movingTables } from './tables.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await guardedBooks()
})
afterAll(() => db.drop())

/** What the role may do beside reading. Partitions and drizzle's table: nothing. */
const mayAlso: Readonly<Record<string, string>> = {
  months: 'insert, update of closed_at, closed_by, closing_note',
  invoice_runs: 'insert, update of completed_at, issued_up_to',
  pending_batches: 'delete',
  usage_totals: 'insert, update',
  usage_by_day: 'insert, update',
  first_successes: 'delete, insert, update',
  identifier_keys: 'insert, update of note, recorded_at, recorded_by, sealed, sealed_under, sealing',
  ...Object.fromEntries(appendOnlyTables.map((table) => [table, 'insert'])),
  events_2026_01: '',
  'drizzle.__drizzle_migrations': '',
}

const definitions = [
  'create table public.mine (id int)',
  "create table public.events_2025_12 partition of events for values from ('2025-12-01') to ('2026-01-01')",
  'alter table events detach partition events_2026_01',
  'alter table events_2026_01 disable trigger all',
  'alter table documents add column x int',
  'drop table events_2026_01',
  'drop table documents cascade',
  'drop trigger append_only on events',
  'drop view usage_totals_now',
  'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return null; end $$',
  'alter sequence revenue_reports_fact_id_seq restart with 1',
  `select setval('revenue_reports_fact_id_seq', 1)`,
  `select nextval('revenue_reports_fact_id_seq')`,
  'set session_replication_role = replica',
  'alter table documents owner to current_user',
  'create schema mine',
]

describe('the runtime role may add, and change nothing but what moves on', () => {
  test('its privileges are exactly these, table by table', async () => {
    const rows = await db.owner.sql<{ name: string; may: string }[]>`
      with own as (
        select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name, c.oid
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
      ), may as (
        select name, p as what from own, unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p
        where has_table_privilege(${runtimeRole}, oid, p)
        union all
        select name, 'update of ' || string_agg(attname, ', ' order by attname) from own
        join pg_attribute a on a.attrelid = own.oid and a.attnum > 0
        where has_column_privilege(${runtimeRole}, own.oid, a.attnum, 'update')
          and not has_table_privilege(${runtimeRole}, own.oid, 'update')
        group by name
      )
      select name, coalesce(string_agg(what, ', ' order by what), '') as may from own left join may using (name) group by name`
    const found = Object.fromEntries(rows.map(({ name, may }) => [name, may]))
    for (const table of [...appendOnlyTables, ...movingTables])
      expect([table, found[table]]).toEqual([table, mayAlso[table]])
    expect(Object.keys(found).filter((name) => !(name in mayAlso) && found[name] !== '')).toEqual([])
  })

  test.each(definitions)('no definition is its to change: %s', async (statement) => {
    const tried = db.runtime.sql.begin(async (tx) => {
      await tx.unsafe(statement)
    })
    expect(await tried.then(() => 'done', nameOf)).toBe('database-privileges')
  })

  test('nobody but it may make partitions through the function that runs as the owner', async () => {
    const rows = await db.owner.sql<{ name: string; path: string }[]>`
      select proname as name, array_to_string(proconfig, '; ') as path from pg_proc
      where pronamespace = 'public'::regnamespace and prosecdef order by 1`
    expect(rows).toEqual([
      { name: 'enlist_batches', path: 'search_path=public, pg_temp' },
      { name: 'ensure_event_partition', path: 'search_path=public, pg_temp' },
    ])
    const [row] = await db.owner.sql<{ may: boolean }[]>`
      select has_function_privilege('public', 'ensure_event_partition(date)', 'execute') as may`
    expect(row).toEqual({ may: false })
  })
})
