import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { atomically } from '../../src/database/atomically.ts'
import { connect, type Database } from '../../src/database/client.ts'
import { inSnapshot } from '../../src/database/in-snapshot.ts'
import { testDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await db.owner.sql`create table trial (id bigint primary key, amount numeric)`
  await db.owner.sql`grant select, insert on trial to laskuri_runtime`
})
afterAll(() => db.drop())

describe('the runtime role', () => {
  test('every connection of a runtime pool works as it from its first query', async () => {
    const rows = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const [row] = await db.runtime
          .sql`select current_user as role, pg_backend_pid() as pid, pg_sleep(0.1)`
        return row
      }),
    )
    expect(new Set(rows.map((row) => row?.['pid'])).size).toBe(4)
    expect(new Set(rows.map((row) => row?.['role']))).toEqual(new Set(['laskuri_runtime']))
  })

  test('a connection that was lost comes back with it', async () => {
    const pid = () => db.runtime.sql<{ pid: number }[]>`select pg_backend_pid() as pid`
    const [before] = await pid()
    await db.owner.sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = session_user and pid <> pg_backend_pid()`
    await expect.poll(async () => (await pid().catch(() => []))[0]?.pid).toBeGreaterThan(0)
    const [row] = await db.runtime
      .sql`select current_user as role, pg_backend_pid() <> ${before?.pid ?? 0} as fresh`
    expect(row).toEqual({ role: 'laskuri_runtime', fresh: true })
  })

  test('what it may not do is refused as database-privileges', async () => {
    const forbidden = atomically(db.runtime, (tx) => tx.sql`update trial set amount = 1`)
    await expect(forbidden).rejects.toMatchObject({ name: 'BillingError', code: 'database-privileges' })
  })
})

test('a snapshot that takes long holds up no query while a second connection is free', async () => {
  const pool = connect(db.server, { as: 'owner', database: db.name, connections: 2 })
  const keeper = await db.owner.sql.reserve()
  await keeper`select pg_advisory_lock(4711)`
  const waits = inSnapshot(pool, (tx) => tx.sql`select pg_advisory_lock(4711)`)
  for (let round = 0; round < 20; round += 1)
    await Promise.all(Array.from({ length: 5 }, () => pool.sql`select 1`))
  await keeper`select pg_advisory_unlock(4711)`
  keeper.release()
  await waits
  await pool.close()
})

test('however many reports are read at once, a connection is left for what is recorded', async () => {
  const pool = connect(db.server, { as: 'owner', database: db.name, connections: 4 })
  const release = Promise.withResolvers<void>()
  const reports = Array.from({ length: 8 }, (_, index) =>
    inSnapshot(pool, async (tx) => {
      await tx.sql`select 1`
      await release.promise
      return index
    }),
  )
  expect(await atomically(pool, (tx) => tx.sql`select 'recorded' as done`)).toEqual([{ done: 'recorded' }])
  release.resolve()
  expect(await Promise.all(reports)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  const failing = Array.from({ length: 4 }, () => inSnapshot(pool, (tx) => tx.sql`select 1 / 0`))
  await Promise.allSettled(failing)
  expect(await inSnapshot(pool, (tx) => tx.sql`select 'read' as done`)).toEqual([{ done: 'read' }])
  await pool.close()
})

const sleep = (tx: Database) => atomically(tx, (nested) => nested.sql`select pg_sleep(60)`)

test('a connection lost inside a nested transaction is a refusal, ends no process, and its pool still closes', async () => {
  const pool = connect(db.server, { as: 'owner', database: db.name, connections: 1 })
  const [row] = await pool.sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  const lost = expect(atomically(pool, sleep)).rejects.toMatchObject({
    code: 'database-unreachable',
    retryable: true,
  })
  await expect
    .poll(async () => {
      const asleep = db.owner.sql`select pg_terminate_backend(pid) from pg_stat_activity
        where pid = ${row?.pid ?? 0} and wait_event = 'PgSleep'`
      return (await asleep).length
    })
    .toBe(1)
  await lost
  await pool.close()
})

describe('atomically', () => {
  test('all of it happens, or nothing', async () => {
    const failed = atomically(db.runtime, async (tx) => {
      await tx.sql`insert into trial values (1, 1)`
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect(await db.runtime.sql`select from trial where id = 1`).toHaveLength(0)
  })

  test('one inside another undoes its own part alone, in the driver and in drizzle alike', async () => {
    await atomically(db.runtime, async (tx) => {
      await tx.orm.execute(sql`insert into trial values (2, 1)`)
      const inner = atomically(tx, async (nested) => {
        await nested.orm.execute(sql`insert into trial values (3, 1)`)
        await nested.sql`insert into trial values (2, 1)`
      })
      await expect(inner).rejects.toThrow(/duplicate key/)
    })
    expect(await db.runtime.sql`select id from trial where id in (2, 3)`).toEqual([{ id: '2' }])
  })

  test('digits beyond what JavaScript numbers hold survive', async () => {
    await atomically(
      db.runtime,
      (tx) => tx.sql`insert into trial values (9007199254740993, 12345678901234567890.12)`,
    )
    const rows = await db.runtime.orm.execute(sql`select * from trial where id > 1000`)
    expect(rows).toEqual([{ id: '9007199254740993', amount: '12345678901234567890.12' }])
  })

  test('read-only is read-only, and a weaker isolation is never taken for a stronger one', async () => {
    const write = atomically(db.runtime, (tx) => tx.sql`insert into trial values (5, 1)`, { readOnly: true })
    await expect(write).rejects.toThrow(/read-only/)
    const nested = atomically(db.runtime, (tx) =>
      atomically(tx, (inner) => inner.sql`select 1`, { isolation: 'repeatable read' }),
    )
    await expect(nested).rejects.toThrow(/repeatable read/)
  })

  test('two transactions in each other’s way end in a refusal that may be tried again', async () => {
    const start = await db.owner.sql`select count(*) from trial`
    expect(start).toHaveLength(1)
    const conflict = atomically(
      db.owner,
      async (tx) => {
        await tx.sql`select * from trial`
        await db.owner.sql`update trial set amount = 2 where id = 2`
        await tx.sql`update trial set amount = 3 where id = 2`
      },
      { isolation: 'repeatable read' },
    )
    await expect(conflict).rejects.toMatchObject({ name: 'BillingError', retryable: true })
  })
})
