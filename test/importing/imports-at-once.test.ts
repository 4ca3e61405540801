import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importAccess } from '../../src/importing/import-access.ts'
import { importCustomers } from '../../src/importing/import-customers.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { clerk, openBooks } from '../invoicing/books.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-'))
const clerkInJanuary = clerk('2026-01-02T00:00:00+02:00')
const customers = Array.from({ length: 500 }, (_, index) => ({
  id: `c${index}`,
  name: 'Esimerkki Oy',
  terms: [{ from: '2026-01', pricingModel: 'separate', package: 'basic' }],
  revenue: [{ from: '2026-01', eur: 350_000 }],
}))
const openings = customers.map(({ id }) => ({ customer: id, at: '2026-01-01T00:00:00+02:00', open: true }))

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await openBooks(database.runtime)
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

/** Two files with the same rows, one in reverse order. */
function twoFiles(name: string, rows: readonly unknown[]): readonly string[] {
  return [rows, rows.toReversed()].map((each, index) => {
    const file = path.join(folder, `${name}-${index}.jsonl`)
    writeFileSync(file, each.map((row) => `${JSON.stringify(row)}\n`).join(''))
    return file
  })
}

test('the same customers imported by two at once are recorded once, in whatever order', async () => {
  const imports = twoFiles('customers', customers).map((file) =>
    importCustomers(database.runtime, file, clerkInJanuary),
  )
  const facts = (await Promise.all(imports)).map(({ newFacts }) => newFacts)
  expect(facts.toSorted((one, other) => one - other)).toEqual([0, 1000])
})

test('the same openings imported by two at once are recorded once', async () => {
  const imports = twoFiles('access', openings).map((file) =>
    importAccess(database.runtime, file, clerkInJanuary),
  )
  const changes = (await Promise.all(imports)).map(({ newChanges }) => newChanges)
  expect(changes.toSorted((one, other) => one - other)).toEqual([0, 500])
})
