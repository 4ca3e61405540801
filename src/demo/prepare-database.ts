import { connect, type DatabasePool } from '../database/client.ts'
import { migrate } from '../database/migrate.ts'
import { recreateDatabase } from '../database/recreate-database.ts'
import { checkSchema } from '../database/schema-version.ts'
import type { Server } from '../database/server.ts'
import { BillingError } from '../errors/billing-error.ts'
import { booksState, type BooksState } from './books-state.ts'

/**
 * Leaves an empty, migrated database for the demo: an empty one as it is, an earlier demo's made anew where the server is
 * the embedded one. Refuses anything else: nobody's books are ever dropped.
 */
export async function prepareDatabase(server: Server): Promise<void> {
  const state = await stateOf(server)
  if (state === 'books' || (state === 'demo' && server.kind === 'external')) throw notDemoData(server)
  if (state === 'demo') await recreateDatabase(server)
  await asOwner(server, migrate)
}

/** Looks before anything is migrated: somebody's books are not ours to bring up to date. */
async function stateOf(server: Server): Promise<BooksState> {
  return asOwner(server, async (owner) => {
    const schema = await checkSchema(owner)
    return schema === 'empty' || schema === 'newer' ? 'empty' : booksState(owner) // `migrate` refuses a newer one
  })
}

async function asOwner<T>(server: Server, work: (owner: DatabasePool) => Promise<T>): Promise<T> {
  const owner = connect(server, { as: 'owner', connections: 1 })
  try {
    return await work(owner)
  } finally {
    await owner.close()
  }
}

function notDemoData(server: Server): BillingError {
  return new BillingError(
    'not-demo-data',
    server.kind === 'external'
      ? `${server.description} is not empty, and the demo takes an empty database only. Point DATABASE_URL to another one, or unset it`
      : `${server.description} holds more than a demo, so nothing was touched. Next: LASKURI_DATA=another-folder npx laskuri demo`,
    { details: { database: server.description } },
  )
}
