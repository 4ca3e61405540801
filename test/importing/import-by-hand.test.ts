import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import type { Attribution } from '../../src/database/attribution.ts'
import { importCustomers, type CustomerImport } from '../../src/importing/import-customers.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { givenBooks } from '../fixtures/books.ts'

let db: TestDatabase
let attribution: Attribution
const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-import-'))

beforeEach(async () => {
  db = await testDatabase()
  attribution = await givenBooks(db.runtime, { customers: [] })
})
afterEach(() => db.drop())
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const charge = { usageMonth: '2026-01', text: 'Set-up', net: '25.00', reason: 'agreed' }
const hold = { from: '2026-02', held: true, reason: 'disputed' }
const release = { from: '2026-03', held: false, reason: 'settled' }
const revenue = [{ from: '2026-01', eur: 100 }]
const terms = [{ from: '2026-01', pricingModel: 'separate', package: 'basic' }]
const api = [{ at: '2026-01-01T00:00:00+02:00', open: true }]

function imported(...objects: readonly object[]): Promise<CustomerImport> {
  const file = path.join(folder, 'customers.jsonl')
  const rows = objects.map((object) => JSON.stringify({ id: 'k1', name: 'Asiakas Oy', ...object }))
  writeFileSync(file, rows.join('\n'))
  return importCustomers(db.runtime, file, attribution)
}

async function charges(): Promise<readonly unknown[]> {
  return db.runtime
    .sql`select usage_month::text, text, net::text, reason from manual_charges order by fact_id`
}

test('what was settled by hand is imported once, however often its file is', async () => {
  const file = { manualCharges: [charge, { ...charge, text: 'Training' }], clerkHolds: [hold, release] }
  expect(await imported(file)).toMatchObject({ newFacts: 4 })
  expect(await imported(file)).toMatchObject({ newFacts: 0 })
  expect(await charges()).toMatchObject([{ text: 'Set-up', net: '25.00' }, { text: 'Training' }])
  expect(await imported({ manualCharges: [{ ...charge, net: '-25.00' }] })).toMatchObject({ newFacts: 1 })
})

test('a customer that stands twice in one file is charged once, and its other facts are recorded once', async () => {
  const file = { terms, revenue, api, manualCharges: [charge], clerkHolds: [hold] }
  expect(await imported(file, file)).toEqual({ rows: 2, newCustomers: 1, newFacts: 5 })
  expect(await charges()).toHaveLength(1)
})

test.each([
  ['a net of zero', { manualCharges: [{ ...charge, net: '0.00' }] }, /manualCharges\[0\]\.net/],
  [
    'a net with half a cent',
    { manualCharges: [{ ...charge, net: '0.005' }] },
    /manualCharges\[0\]\.net: "0\.005"/,
  ],
  ['no reason', { manualCharges: [{ ...charge, reason: ' ' }] }, /manualCharges\[0\]\.reason/],
  ['an unknown key', { clerkHolds: [{ ...hold, until: '2026-04' }] }, /clerkHolds\[0\]: unknown key "until"/],
  [
    'a word that is none',
    { clerkHolds: [{ ...hold, held: 'yes' }] },
    /clerkHolds\[0\]\.held: "yes".*true or false/,
  ],
  [
    'its own time',
    { clerkHolds: [{ ...hold, recordedAt: '2026-01-01T00:00:00Z' }] },
    /recordedAt is for scenarios/,
  ],
  ['a release without a hold', { clerkHolds: [release] }, /k1 is not held by a clerk in 2026-03/],
  [
    'a month before the first',
    { manualCharges: [{ ...charge, usageMonth: '2025-12' }] },
    /before the first month/,
  ],
])('%s is refused, and nothing is imported', async (_what, content, sentence) => {
  await expect(imported({ manualCharges: [charge] }, content)).rejects.toThrow(sentence)
  expect(await charges()).toEqual([])
})
