import { BillingError } from '../errors/billing-error.ts'
import { connect } from './client.ts'
import { mapDatabaseError } from './map-database-error.ts'
import type { Server } from './server.ts'

/** Drops the server's database with everything in it and makes an empty one of the same name. */
export async function recreateDatabase(server: Server): Promise<void> {
  const keeper = connect(server, { as: 'owner', database: 'postgres', connections: 1 })
  try {
    await keeper.sql`drop database if exists ${keeper.sql(server.databaseName)}`
    await keeper.sql`create database ${keeper.sql(server.databaseName)}`
  } catch (error) {
    throw isInUse(error)
      ? new BillingError(
          'database-unreachable',
          'Another command is using the database, so it cannot be made anew. Let it end, then run this again',
          { cause: error, retryable: true },
        )
      : mapDatabaseError(error)
  } finally {
    await keeper.close()
  }
}

/** PostgreSQL's object_in_use: it waits a few seconds for other connections to end before it says so. */
function isInUse(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '55006'
}
