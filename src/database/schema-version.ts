import type { Database } from './client.ts'
import { mapDatabaseError } from './map-database-error.ts'
import { BillingError } from '../errors/billing-error.ts'
import { knownMigrations, migrationsFolder } from './migrations-folder.ts'

/** The database against this program: as it expects, to be migrated, of a later program, or without tables. */
export type SchemaState = 'current' | 'behind' | 'newer' | 'empty'

/** One small query. For a pool: in a transaction, a database without tables would end the transaction. */
export async function checkSchema(db: Database, folder = migrationsFolder): Promise<SchemaState> {
  const applied = await appliedMigrations(db)
  if (applied.size === 0) return 'empty'
  const known = new Set(knownMigrations(folder).map(({ when }) => when))
  if ([...applied].some((when) => !known.has(when))) return 'newer'
  return applied.size < known.size ? 'behind' : 'current'
}

/** Drizzle's stamps of the migrations that the database has; none when it has no tables. */
async function appliedMigrations({ sql }: Database): Promise<Set<number>> {
  try {
    const rows = await sql<{ when: string }[]>`select created_at as "when" from drizzle.__drizzle_migrations`
    return new Set(rows.map(({ when }) => Number(when)))
  } catch (error) {
    const refusal = mapDatabaseError(error)
    if (refusal instanceof BillingError && refusal.code === 'schema-missing') return new Set()
    throw refusal
  }
}
