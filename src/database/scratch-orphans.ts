import type { DatabasePool } from './client.ts'

/**
 * Marks a scratch database as in use for as long as this connection lives, by an advisory lock on its name: so a
 * killed command's database is known to be nobody's, without a clock.
 */
export async function holdName(keeper: DatabasePool, name: string): Promise<void> {
  await keeper.sql`select pg_advisory_lock(hashtextextended(${name}, 0))`
}

/** Drops the scratch databases that nobody holds. */
export async function dropOrphans(keeper: DatabasePool): Promise<void> {
  const { sql } = keeper
  const found = await sql<{ name: string }[]>`
    select datname as name from pg_database where datname ~ '^laskuri_scratch_[0-9a-f]{16}$'
      and pg_has_role(datdba, 'usage')`
  for (const { name } of found) {
    const [row] = await sql<{ mine: boolean }[]>`
      select pg_try_advisory_lock(hashtextextended(${name}, 0)) as mine`
    if (row?.mine !== true) continue
    await sql`drop database if exists ${sql(name)} with (force)`
    await sql`select pg_advisory_unlock(hashtextextended(${name}, 0))`
  }
}
