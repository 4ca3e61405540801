import { globSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
const files = globSync('test/scenarios/*.yaml', { cwd: root })

test('there are worked examples to explain', () => {
  expect(files.length).toBeGreaterThan(20)
})

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
