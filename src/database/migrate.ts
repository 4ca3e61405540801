import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'

import { BillingError } from '../errors/billing-error.ts'
import { atomically } from './atomically.ts'
import { runtimeRole, type Database, type DatabasePool } from './client.ts'
import { knownMigrations, migrationsFolder } from './migrations-folder.ts'
import { ensureRuntimeRole } from './runtime-role.ts'
import { checkSchema } from './schema-version.ts'

export interface Migrated {
  /** Migrations applied by this call: 0 when the database was current. */
  readonly applied: number
  /** The newest migration's name. */
  readonly version: string
}

/** Any number that no other program takes by chance: `laskuri` in ASCII, cut to a bigint. */
const migrationLock = '27410166116479337'

/** Brings the database to this program's schema: wholly or not at all, and once, however many run at a time. */
export async function migrate(owner: DatabasePool, folder = migrationsFolder): Promise<Migrated> {
  const known = knownMigrations(folder)
  const version = known.at(-1)?.tag
  if (version === undefined) throw new Error(`there are no migrations in ${folder}`)
  if ((await checkSchema(owner, folder)) === 'newer') throw newer()
  return atomically(owner, async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(${migrationLock}::bigint)`
    const before = await countMigrations(tx)
    if (before > known.length) throw newer()
    await ensureRuntimeRole(tx)
    await applyMigrations(tx.orm, { migrationsFolder: folder })
    await tx.sql.unsafe(`
      grant usage on schema drizzle to ${runtimeRole};
      grant select on drizzle.__drizzle_migrations to ${runtimeRole}`)
    return { applied: (await countMigrations(tx)) - before, version }
  })
}

async function countMigrations({ sql }: Database): Promise<number> {
  const [table] = await sql<{ there: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as there`
  if (table?.there !== true) return 0
  const [row] = await sql<
    { count: number }[]
  >`select count(*)::int as count from drizzle.__drizzle_migrations`
  return row?.count ?? 0
}

function newer(): BillingError {
  return new BillingError(
    'schema-newer',
    'The database was migrated by a later version of Laskuri than this one. Use that version, or another database.',
  )
}
