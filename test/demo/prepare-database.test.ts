import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import type { Server } from '../../src/database/server.ts'
import { booksState } from '../../src/demo/books-state.ts'
import { demoAttribution } from '../../src/demo/demo-attribution.ts'
import { prepareDatabase } from '../../src/demo/prepare-database.ts'
import { samplePrices } from '../../src/demo/sample-prices.ts'
import { storyStart } from '../../src/demo/story-times.ts'
import { atomically } from '../../src/database/atomically.ts'
import { recordPriceList } from '../../src/prices/record-price-list.ts'
import { openTestServer } from '../database/test-database.ts'
import { openBooks } from '../invoicing/books.ts'

const databaseName = `laskuri_demo_test_${process.pid}`

let server: Server
let keeper: DatabasePool
let db: DatabasePool

beforeAll(async () => {
  server = await openTestServer()
  keeper = connect(server, { as: 'owner', connections: 1 })
})

beforeEach(async () => {
  await keeper.sql`create database ${keeper.sql(databaseName)}`
  db = connect(of('embedded'), { as: 'owner', connections: 1 })
})

afterEach(async () => {
  await db.close()
  await keeper.sql`drop database ${keeper.sql(databaseName)}`
})

afterAll(async () => {
  await keeper.close()
  await server.release()
})

/** The run's server with a database of this test's own. */
function of(kind: Server['kind']): Server {
  return { ...server, kind, databaseName, options: (name) => server.options(name ?? databaseName) }
}

async function recordDemo(): Promise<void> {
  await atomically(db, async (tx) => {
    await recordPriceList(tx, samplePrices(), demoAttribution(storyStart))
  })
}

test.each(['embedded', 'external'] as const)(
  'an empty database of an %s server is migrated and used',
  async (kind) => {
    await prepareDatabase(of(kind))
    await prepareDatabase(of(kind))
    expect(await booksState(db)).toBe('empty')
  },
)

test('an earlier demo on the embedded server is dropped', async () => {
  await prepareDatabase(of('embedded'))
  await recordDemo()
  expect(await booksState(db)).toBe('demo')
  await db.close()
  await prepareDatabase(of('embedded'))
  db = connect(of('embedded'), { as: 'owner', connections: 1 })
  expect(await booksState(db)).toBe('empty')
})

test('an earlier demo that another command is using is left alone', { timeout: 20_000 }, async () => {
  await prepareDatabase(of('embedded'))
  await recordDemo()
  await expect(prepareDatabase(of('embedded'))).rejects.toMatchObject({ retryable: true })
  expect(await booksState(db)).toBe('demo')
})

test('an earlier demo on an external server is refused, and left alone', async () => {
  await prepareDatabase(of('external'))
  await recordDemo()
  await expect(prepareDatabase(of('external'))).rejects.toMatchObject({ code: 'not-demo-data' })
  expect(await booksState(db)).toBe('demo')
})

test('books of somebody are refused, and the refusal says where else to go', async () => {
  await prepareDatabase(of('embedded'))
  await openBooks(db)
  await expect(prepareDatabase(of('embedded'))).rejects.toMatchObject({
    code: 'not-demo-data',
    message: expect.stringContaining('LASKURI_DATA='),
  })
  expect(await booksState(db)).toBe('books')
})
