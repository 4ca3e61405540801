import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import { testDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let pool: DatabasePool
beforeAll(async () => {
  database = await testDatabase()
  pool = connect(database.server, { as: 'runtime', database: database.name, connections: 1 })
})
afterAll(async () => {
  await pool.close()
  await database.drop()
})

/** Asks without a pause until another process answers than the one that was ended: which errors it saw. */
async function askedUntilBack(ended: number): Promise<readonly unknown[]> {
  const errors: unknown[] = []
  for (;;) {
    await turn() // or refusals that come at once would keep the news of the connection away
    const [row] = await pool.sql<{ pid: number }[]>`select pg_backend_pid() as pid`.catch(
      (error: unknown) => {
        errors.push(error instanceof Error && 'code' in error ? error.code : error)
        return []
      },
    )
    if (row !== undefined && row.pid !== ended) return errors
  }
}

test('every query is answered and the connection comes back, at whatever moment it was lost', async () => {
  const seen = new Set<unknown>()
  for (let round = 0; round < 60; round += 1) {
    const [row] = await pool.sql<{ pid: number }[]>`select pg_backend_pid() as pid`
    const terminated = database.owner.sql`select pg_terminate_backend(${row?.pid ?? 0})`.execute()
    for (const error of await askedUntilBack(row?.pid ?? 0)) seen.add(error)
    await terminated
  }
  expect(seen).not.toContain('CONNECT_TIMEOUT')
  expect(seen.size).toBeGreaterThan(0) // connections were lost
})
