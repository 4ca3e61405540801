import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import { testDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let pool: DatabasePool

beforeAll(async () => {
  database = await testDatabase()
  pool = connect(database.server, { as: 'owner', database: database.name, connections: 1 })
})
afterAll(async () => {
  await pool.close()
  await database.drop()
})

/** Four rows come before the error. */
async function failAmongRows(): Promise<void> {
  await expect(pool.sql`select 1 / (5 - n) from generate_series(1, 9) as n`).rejects.toThrow(
    'division by zero',
  )
}

/** The backend ends itself after its first rows are sent. */
async function loseAmongRows(): Promise<void> {
  await expect(
    pool.sql`select repeat('x', 9000), case when n = 50 then pg_terminate_backend(pg_backend_pid()) end
      from generate_series(1, 99) as n`,
  ).rejects.toThrow()
}

const failures = {
  'a query that failed among its rows': failAmongRows,
  'a connection lost among rows': loseAmongRows,
}
const reads: Readonly<Record<string, () => Promise<readonly unknown[]>>> = {
  'a query': () => pool.sql`select n from generate_series(1, 2) as n`,
  'a query as text': () => pool.sql.unsafe('select n from generate_series(1, 2) as n', []),
  "drizzle's query": () => pool.orm.execute(sql`select n from generate_series(1, 2) as n`),
  'a database transaction': () => pool.sql.begin((tx) => tx`select n from generate_series(1, 2) as n`),
}

/** A lost connection may cost one more query before it is back. */
async function firstAnswer(read: () => Promise<readonly unknown[]>): Promise<readonly unknown[]> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await read()
    } catch (error) {
      if (attempt === 10) throw error
    }
}

for (const [failed, fail] of Object.entries(failures))
  test.each(Object.entries(reads))(`after ${failed}, %s has its rows and no others`, async (_name, read) => {
    await fail()
    expect([...(await firstAnswer(read))]).toEqual([{ n: 1 }, { n: 2 }])
  })
