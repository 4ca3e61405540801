import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { connect } from '../../src/database/client.ts'
import { migrate } from '../../src/database/migrate.ts'
import { checkSchema } from '../../src/database/schema-version.ts'
import { testDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

describe('migrations', () => {
  test('a migrated database is current for the runtime role, and migrating it again changes nothing', async () => {
    expect(await checkSchema(db.runtime)).toBe('current')
    expect(await migrate(db.owner)).toMatchObject({ applied: 0 })
  })

  test('four at once on an empty database apply every migration once', async () => {
    const name = `laskuri_trial_${crypto.randomUUID().slice(0, 8)}`
    await db.owner.sql`create database ${db.owner.sql(name)}`
    const pools = Array.from({ length: 4 }, () => connect(db.server, { as: 'owner', database: name }))
    const [first] = pools
    if (first !== undefined) expect(await checkSchema(first)).toBe('empty')
    const results = await Promise.all(pools.map((pool) => migrate(pool)))
    expect(results.filter(({ applied }) => applied > 0)).toHaveLength(1)
    await Promise.all(pools.map((pool) => pool.close()))
    await db.owner.sql`drop database ${db.owner.sql(name)} with (force)`
  })

  test("a later program's database is refused, and left as it is", async () => {
    const later = await testDatabase()
    await later.owner
      .sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('future', 99999999999999)`
    expect(await checkSchema(later.runtime)).toBe('newer')
    await expect(migrate(later.owner)).rejects.toMatchObject({ code: 'schema-newer' })
    expect(await checkSchema(later.runtime)).toBe('newer')
    await later.drop()
  })
})
