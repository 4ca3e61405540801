import { connect, type DatabasePool } from './client.ts'
import { mapDatabaseError } from './map-database-error.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { dropOrphans, holdName } from './scratch-orphans.ts'
import type { Server } from './server.ts'
import { ensureTemplate } from './template-database.ts'

export interface ScratchDatabase {
  readonly owner: DatabasePool
  readonly runtime: DatabasePool
  readonly name: string
}

/** Runs `work` with an empty, migrated database of its own, which is gone afterwards whatever happens. */
export async function withScratchDatabase<T>(
  server: Server,
  work: (db: ScratchDatabase) => Promise<T>,
): Promise<T> {
  const scratch = await createScratchDatabase(server)
  try {
    return await work(scratch)
  } finally {
    await scratch.drop()
  }
}

/** An empty, migrated database of one's own, until `drop`. The user needs CREATEDB on a server of their own. */
export async function createScratchDatabase(
  server: Server,
  folder = migrationsFolder,
): Promise<ScratchDatabase & { drop(): Promise<void> }> {
  const keeper = connect(server, { as: 'owner', connections: 1, applicationName: 'laskuri scratch' })
  const name = `laskuri_scratch_${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`
  try {
    const template = await ensureTemplate(server, keeper, folder)
    await dropOrphans(keeper)
    await holdName(keeper, name)
    // file_copy would wait for two checkpoints of the whole server; the template is small.
    await keeper.sql`create database ${keeper.sql(name)} template ${keeper.sql(template)} strategy wal_log`
  } catch (error) {
    await keeper.close()
    throw mapDatabaseError(error)
  }
  const owner = connect(server, { as: 'owner', database: name })
  const runtime = connect(server, { as: 'runtime', database: name })
  const drop = async () => {
    await Promise.all([owner.close(), runtime.close()])
    await keeper.sql`drop database if exists ${keeper.sql(name)} with (force)`
    await keeper.close()
  }
  return { owner, runtime, name, drop }
}
