import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connect, type Database } from '../../src/database/client.ts'
import { openServer } from '../../src/database/open-server.ts'
import type { Server } from '../../src/database/server.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { refusalOf } from '../guarantees/refusal.ts'
import { differencesOf, digestOfBooks } from '../killed/books-digest.ts'
import { booksInBetween, playFebruary } from './books-in-between.ts'
import { printedCommands, runPrinted } from '../readme/printed-commands.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-dump-'))
let original: TestDatabase
let other: Server
beforeAll(async () => {
  chmodSync(folder, 0o755) // as root the server's user must get in
  original = await testDatabase()
  // Another server: the roles of the original are not there.
  other = await openServer(
    { databaseUrl: undefined, dataFolder: path.join(folder, 'other'), recordedBy: 'test' },
    () => undefined,
  )
})
afterAll(async () => {
  await original.drop()
  await other.release()
  rmSync(folder, { recursive: true })
})

/** The folder of pg_dump beside the tests' server; the embedded one brings none. */
async function clientPrograms({ sql }: Database): Promise<string | undefined> {
  const [row] = await sql<{ bin: string }[]>`select setting as bin from pg_config where name = 'BINDIR'`
  return row !== undefined && existsSync(path.join(row.bin, 'pg_dump')) ? row.bin : undefined
}

function urlOf(database: string): string {
  const url = new URL(inject('testServer').databaseUrl ?? '')
  url.pathname = `/${database}`
  return url.href
}

/**
 * What a dump must carry beside rows: triggers, functions, constraints, views by their columns, privileges, and where
 * sequences stand. Brackets are left out: another major version sets them otherwise.
 */
async function definitionsOf({ sql }: Database): Promise<readonly string[]> {
  const rows = await sql<{ definition: string }[]>`
    select pg_get_triggerdef(t.oid) || t.tgenabled::text as definition from pg_trigger t where not tgisinternal
    union all select attrelid::regclass::text || '.' || attname from pg_attribute join pg_class v on v.oid = attrelid
      where v.relkind = 'v' and v.relnamespace = 'public'::regnamespace
    union all select pg_get_functiondef(oid) || has_function_privilege('public', oid, 'execute')
      || has_function_privilege('laskuri_runtime', oid, 'execute') from pg_proc where pronamespace = 'public'::regnamespace
    union all select conrelid::regclass::text || conname || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace and contype <> 'n'
    union all select c.oid::regclass::text || ' ' || g.privilege_type || ' ' || coalesce(a.attname, '')
      from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attacl is not null
      cross join lateral aclexplode(coalesce(a.attacl, c.relacl)) g
      where g.grantee = 'laskuri_runtime'::regrole
    union all select sequencename::text || ' ' || coalesce(last_value, 0) from pg_sequences where schemaname = 'public'
`
  return rows.map(({ definition }) => definition.replaceAll(/[()\s]+/g, ' ')).toSorted()
}

test('a dump restored on another database verifies, refuses what the original refuses, and goes on to the same documents', async (context) => {
  const programs = await clientPrograms(original.owner)
  if (programs === undefined)
    return context.skip('there is no pg_dump beside this PostgreSQL: npm run test:server has one')
  await booksInBetween(original.runtime)
  const { dump, restoreDump } = printedCommands()
  runPrinted(dump, folder, { programs, databaseUrl: urlOf(original.name) })
  const { host, user } = other.options()
  const databaseUrl = `postgres://${String(user)}@/${other.databaseName}?host=${String(host)}`
  runPrinted(restoreDump, folder, { programs, databaseUrl })
  const owner = connect(other, { as: 'owner', connections: 1 })
  const runtime = connect(other, { as: 'runtime', connections: 2 })
  try {
    expect(await definitionsOf(owner)).toEqual(await definitionsOf(original.owner))
    expect(await owner.sql`select from pending_batches`).toHaveLength(2)
    expect(await refusalOf(owner, 'delete from events')).toBe('append-only')
    expect(await refusalOf(runtime, 'delete from events')).toBe('database-privileges')
    await playFebruary(original.runtime)
    await playFebruary(runtime)
    expect(differencesOf(await digestOfBooks(owner), await digestOfBooks(original.owner))).toEqual([])
  } finally {
    await Promise.all([owner.close(), runtime.close()])
  }
  runPrinted('npx laskuri verify --all', folder, { databaseUrl })
})
