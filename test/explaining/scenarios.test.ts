import { globSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatMoney } from '../../rules/money.ts'
import type { Database } from '../../src/database/client.ts'
import { withScratchDatabase } from '../../src/database/scratch-database.ts'
import type { Server } from '../../src/database/server.ts'
import { readDocuments } from '../../src/documents/read-documents.ts'
import { explainDocument } from '../../src/explaining/explain-document.ts'
import { lineEvents } from '../../src/explaining/line-events.ts'
import type { Explanation, LineExplanation } from '../../src/explaining/explanation.ts'
import { toldExplanation } from '../../src/explaining/told-explanation.ts'
import { readDocumentFile } from '../../src/importing/read-document-file.ts'
import { playScenario } from '../../src/scenario/play-scenario.ts'
import { scenarioContent } from '../../src/scenario/scenario-content.ts'
import { openTestServer } from '../database/test-database.ts'
import { recomputed } from './recomputed.ts'

let server: Server
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.release())

const root = path.resolve(import.meta.dirname, '../..')
const files = globSync('test/scenarios/*.yaml', { cwd: root })

/** Explains every document that the scenario issues. */
async function explained(
  file: string,
  look: (db: Database, explanation: Explanation) => Promise<void>,
): Promise<void> {
  const { value: scenario, placeOf } = await readDocumentFile(
    path.join(root, file),
    scenarioContent,
    'invalid-file',
  )
  const lists = (scenario.priceLists ?? [scenario.priceList]).filter(
    (list) => list !== undefined && typeof list !== 'string',
  )
  await withScratchDatabase(server, async ({ runtime }) => {
    await playScenario(runtime, scenario, lists, placeOf)
    for (const document of await readDocuments(runtime, {}))
      await look(runtime, await explainDocument(runtime, document))
  })
}

async function eventsLeft(db: Database, { document }: Explanation, line: LineExplanation) {
  let count = 0
  let quantity = 0
  for await (const event of lineEvents(db, document, line)) {
    if (event.takenBackIn !== null) continue
    count += 1
    quantity += event.quantity
  }
  return { count, quantity }
}

test('there are worked examples to explain', () => {
  expect(files.length).toBeGreaterThan(20)
})

test.each(files)('every line adds up, to its events, and fits 100 columns: %s', async (file) => {
  await explained(file, async (db, explanation) => {
    const { document, lines, totals } = explanation
    expect(recomputed(totals)).toBe(formatMoney(document.gross))
    for (const explanationOfLine of lines) {
      const { line, steps, changes } = explanationOfLine
      expect(recomputed(steps)).toBe(formatMoney(line.net))
      expect(changes.length > 0).toBe(line.usageMonth < document.month)
      const { count, quantity } = await eventsLeft(db, explanation, explanationOfLine)
      expect(count).toBe(line.events?.after.count)
      if (line.charge !== 'monthly-fee') expect(String(quantity)).toBe(line.after.quantity.toFixed())
    }
    for await (const text of toldExplanation(db, explanation, { events: false }))
      expect(text.length).toBeLessThanOrEqual(100)
  })
})
