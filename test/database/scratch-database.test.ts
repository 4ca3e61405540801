import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { connect, type DatabasePool } from '../../src/database/client.ts'
import { withScratchDatabase } from '../../src/database/scratch-database.ts'
import type { Server } from '../../src/database/server.ts'
import { openTestServer } from './test-database.ts'

let server: Server
let owner: DatabasePool
beforeAll(async () => {
  server = await openTestServer()
  owner = connect(server, { as: 'owner', connections: 1 })
})
afterAll(async () => {
  await owner.close()
  await server.release()
})

const exists = async (name: string) =>
  (await owner.sql`select from pg_database where datname = ${name}`).length > 0

describe('a scratch database', () => {
  test('is migrated, the runtime role works in it, and it is gone afterwards', async () => {
    const name = await withScratchDatabase(server, async (db) => {
      expect(await db.runtime.sql`select current_user as role`).toEqual([{ role: 'laskuri_runtime' }])
      expect(await exists(db.name)).toBe(true)
      return db.name
    })
    expect(await exists(name)).toBe(false)
  })

  test('is gone after a failure too', async () => {
    let name = ''
    const failed = withScratchDatabase(server, (db) => {
      name = db.name
      return Promise.reject(new Error('no'))
    })
    await expect(failed).rejects.toThrow('no')
    expect(await exists(name)).toBe(false)
  })

  test('six at once get six different ones', async () => {
    const names = await Promise.all(
      Array.from({ length: 6 }, () => withScratchDatabase(server, ({ name }) => Promise.resolve(name))),
    )
    expect(new Set(names).size).toBe(6)
  })

  test('one that a killed command left is swept away by the next, one in use is not', async () => {
    const left = 'laskuri_scratch_00000000deadbeef'
    await owner.sql`create database ${owner.sql(left)}`
    await withScratchDatabase(server, async (inUse) => {
      await withScratchDatabase(server, () => Promise.resolve())
      expect(await exists(left)).toBe(false)
      expect(await exists(inUse.name)).toBe(true)
    })
  })
})
