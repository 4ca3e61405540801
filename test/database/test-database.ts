import { inject } from 'vitest'

import type { DatabasePool } from '../../src/database/client.ts'
import { createScratchDatabase } from '../../src/database/scratch-database.ts'
import { openServer } from '../../src/database/open-server.ts'
import type { Server } from '../../src/database/server.ts'

export interface TestDatabase {
  readonly runtime: DatabasePool
  readonly owner: DatabasePool
  readonly server: Server
  readonly name: string
  drop(): Promise<void>
}

/** A fresh, migrated database for one test file, on the run's server. `drop` it in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await openTestServer()
  const scratch = await createScratchDatabase(server)
  const drop = async () => {
    await scratch.drop()
    await server.release()
  }
  return { runtime: scratch.runtime, owner: scratch.owner, server, name: scratch.name, drop }
}

/** The run's server, for tests that make databases of their own. */
export function openTestServer(): Promise<Server> {
  const { databaseUrl, dataFolder } = inject('testServer')
  return openServer(
    { databaseUrl: databaseUrl ?? undefined, dataFolder, recordedBy: 'test' },
    () => undefined,
  )
}
