import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importCustomers } from '../../src/importing/import-customers.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { givenBooks } from '../fixtures/books.ts'
import type { Attribution } from '../../src/database/attribution.ts'

let db: TestDatabase
let attribution: Attribution
const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-import-'))
const file = path.join(folder, 'customers.jsonl')
const count = 1_203

function line(index: number): string {
  return JSON.stringify({
    id: `k${index}`,
    name: `Asiakas ${index} Oy`,
    terms: [{ from: '2026-01', pricingModel: 'separate', package: 'basic' }],
    revenue: [{ from: '2026-01', eur: 100 }],
  })
}

beforeAll(async () => {
  db = await testDatabase()
  attribution = await givenBooks(db.runtime, { customers: [] })
  const first = Array.from({ length: count - 1 }, (_, index) => line(index))
  writeFileSync(file, [...first, line(0)].join('\n')) // the first customer again, as the last row
})

afterAll(async () => {
  await db.drop()
  rmSync(folder, { recursive: true, force: true })
})

test('a long import tells how far it has come, and a customer that stands twice is one customer', async () => {
  const told: number[] = []
  const done = await importCustomers(db.runtime, file, attribution, (rows) => told.push(rows))
  expect(done).toEqual({ rows: count, newCustomers: count - 1, newFacts: 2 * (count - 1) })
  expect(told.length).toBeGreaterThan(1)
  expect(told.reduce((sum, rows) => sum + rows, 0)).toBe(count)
})

test('the same file again changes nothing', async () => {
  const again = await importCustomers(db.runtime, file, attribution)
  expect(again).toEqual({ rows: count, newCustomers: 0, newFacts: 0 })
})
