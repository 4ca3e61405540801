import { BillingError } from '../errors/billing-error.ts'
import { connect, type DatabasePool } from './client.ts'
import { migrate } from './migrate.ts'
import { migrationsHash } from './migrations-folder.ts'
import type { Server } from './server.ts'

/**
 * The name of a migrated database to copy; made when missing. It is made under another name and renamed when whole,
 * one command at a time; nobody can connect to it, so it stays as it was made.
 */
export async function ensureTemplate(server: Server, keeper: DatabasePool, folder: string): Promise<string> {
  const name = `laskuri_template_${migrationsHash(folder)}`
  await checkCreateDb(keeper)
  if (await exists(keeper, name)) return name
  await keeper.sql`select pg_advisory_lock(hashtextextended(${name}, 0))`
  try {
    if (!(await exists(keeper, name))) await make(server, keeper, name, folder)
  } finally {
    await keeper.sql`select pg_advisory_unlock(hashtextextended(${name}, 0))`
  }
  return name
}

async function make(server: Server, { sql }: DatabasePool, name: string, folder: string): Promise<void> {
  const draft = `${name}_draft`
  // A killed command may have left one.
  if ((await sql`select from pg_database where datname = ${draft}`).length > 0)
    await sql`alter database ${sql(draft)} is_template false`
  await sql`drop database if exists ${sql(draft)} with (force)`
  await sql`create database ${sql(draft)}`
  const owner = connect(server, { as: 'owner', database: draft, connections: 1 })
  try {
    await migrate(owner, folder)
  } finally {
    await owner.close()
  }
  await sql`alter database ${sql(draft)} with is_template true allow_connections false`
  await sql`alter database ${sql(draft)} rename to ${sql(name)}`
}

async function exists({ sql }: DatabasePool, name: string): Promise<boolean> {
  return (await sql`select from pg_database where datname = ${name}`).length > 0
}

async function checkCreateDb({ sql }: DatabasePool): Promise<void> {
  const [row] = await sql<{ can: boolean; name: string }[]>`
    select rolcreatedb or rolsuper as can, quote_ident(rolname) as name from pg_roles where rolname = current_user`
  if (row?.can === true) return
  throw new BillingError(
    'database-privileges',
    `This needs a database of its own for a moment, which the database user may not make. Have an administrator run: alter role ${row?.name ?? 'current_user'} createdb`,
  )
}
