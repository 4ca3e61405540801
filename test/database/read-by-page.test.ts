import { afterAll, beforeAll, expect, test } from 'vitest'
import { mapDatabaseError } from '../../src/database/map-database-error.ts'
import { readByPage } from '../../src/database/read-by-page.ts'
import { testDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

interface Numbered {
  readonly number: number
  readonly pid: number
}

/** Rows from 1 on, each with the process that reads it, ten at a time. */
function numbered(last: number, pool = db.runtime): AsyncGenerator<readonly Numbered[]> {
  return readByPage(
    pool.sql<Numbered[]>`
      select number, pg_backend_pid() as pid from generate_series(1, ${last}::int) as number`,
    10,
  )
}

async function allOf(pages: AsyncIterable<readonly Numbered[]>): Promise<readonly number[]> {
  const read: number[] = []
  for await (const page of pages) read.push(...page.map(({ number }) => number))
  return read
}

/** Ends the connection under a reader that has taken a page, and waits until it is gone. */
async function terminate({ pid }: Numbered): Promise<void> {
  await db.owner.sql`select pg_terminate_backend(${pid}, 10000)`
}

async function firstOf(pages: AsyncGenerator<readonly Numbered[]>): Promise<Numbered> {
  const { value } = await pages.next()
  const [row] = value ?? []
  if (row === undefined) throw new RangeError('there is no first page')
  return row
}

/** Every connection of the pool gives whole results. */
async function expectToWork(): Promise<void> {
  const { max } = db.runtime.sql.options
  const asked = Array.from({ length: max * 2 }, () => db.runtime.sql`select 1 as one, pg_sleep(0.01)::text`)
  for (const rows of await Promise.all(asked)) expect([...rows]).toEqual([{ one: 1, pg_sleep: '' }])
}

test.each([0, 1, 10, 25, 30])('%s rows are all read, in their order', async (last) => {
  expect(await allOf(numbered(last))).toEqual(Array.from({ length: last }, (_, index) => index + 1))
})

test('a connection that is lost between two pages is an error, never the end of the rows', async () => {
  const apart = db.runtime.apart()
  const pages = numbered(1000, apart)
  await terminate(await firstOf(pages))
  const failure: unknown = await allOf(pages).catch((error: unknown) => error)
  expect(mapDatabaseError(failure)).toMatchObject({ code: 'database-unreachable', retryable: true })
  await apart.close()
})

test('a reader that leaves after its connection is lost harms nobody', async () => {
  const apart = db.runtime.apart()
  const pages = numbered(1000, apart)
  await terminate(await firstOf(pages))
  await pages.return(undefined)
  await apart.close()
})

test('a reader that leaves early gives its connection back', async () => {
  const left = Array.from({ length: db.runtime.sql.options.max * 2 }, async () => {
    const pages = numbered(1000)
    await firstOf(pages)
    await pages.return(undefined)
  })
  await Promise.all(left)
  await expectToWork()
})

test('what the database refuses is an error of the first page', async () => {
  const broken = readByPage(db.runtime.sql<Numbered[]>`select 1 / ${0}::int as number, 0 as pid`, 10)
  await expect(broken.next()).rejects.toMatchObject({ code: '22012' })
  await expectToWork()
})
