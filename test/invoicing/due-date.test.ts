import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readDocuments } from '../../src/documents/read-documents.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, closeAndRun, openBooks } from './books.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
afterAll(() => vi.unstubAllEnvs())

test("a document is due 14 days after its issue date, whatever the machine's time zone and its summer time", async () => {
  vi.stubEnv('TZ', 'Europe/Helsinki')
  const db = database.runtime
  await openBooks(db)
  await addCustomer(db, { id: 'c1', api: ['2026-01-01T00:00:00+02:00'] })
  await call(db, { id: 'e1', customer: 'c1', at: '2026-01-10T10:00:00+02:00' })
  await closeAndRun(db, '2026-01', '2026-03-20T10:00:00+02:00') // summer time begins on the 29th
  const [document] = await readDocuments(db, {})
  expect(document).toMatchObject({ issueDate: '2026-03-20', dueDate: '2026-04-03' })
})
