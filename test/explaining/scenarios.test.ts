import path from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { withScratchDatabase } from '../../src/database/scratch-database.ts'
import type { Server } from '../../src/database/server.ts'
import { readDocumentFile } from '../../src/importing/read-document-file.ts'
import { playScenario } from '../../src/scenario/play-scenario.ts'
import { scenarioContent } from '../../src/scenario/scenario-content.ts'
import { openTestServer } from '../database/test-database.ts'
import { expectToAddUp } from './expect-to-add-up.ts'

let server: Server
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.release())

const root = path.resolve(import.meta.dirname, '../..')
// The worked examples that have every kind of line between them: the others only repeat them.
const files = [
  'a-billed-month-held-later-keeps-what-was-billed',
  'a-call-taken-back-is-credited-in-its-own-month',
  'a-credit-by-hand-has-the-vat-of-its-month',
  'an-agreed-fee-wins-until-it-ends',
  'customer-prices-tiers-and-rounding',
  'each-usage-month-is-priced-by-its-own-list',
  'free-units-are-not-billed-until-they-are-passed',
  'late-facts-correct-their-own-months',
  'reopening',
  'revenue-corrected-and-corrected-back',
  'taking-back-the-first-success-moves-the-span',
  'vat-by-usage-month-and-treatment',
].map((name) => `test/scenarios/${name}.yaml`)

test.each(files)('every line adds up, to its events, and fits 100 columns: %s', async (file) => {
  const { value, placeOf } = await readDocumentFile(path.join(root, file), scenarioContent, 'invalid-file')
  const lists = (value.priceLists ?? [value.priceList]).filter(
    (list) => list !== undefined && typeof list !== 'string',
  )
  await withScratchDatabase(server, async ({ runtime }) => {
    await playScenario(runtime, value, lists, placeOf)
    await expectToAddUp(runtime)
  })
})
