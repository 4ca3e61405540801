import { expect } from 'vitest'
import { formatMoney } from '../../rules/money.ts'
import type { Database } from '../../src/database/client.ts'
import { readDocuments } from '../../src/documents/read-documents.ts'
import { explainDocument } from '../../src/explaining/explain-document.ts'
import type { Explanation, LineExplanation } from '../../src/explaining/explanation.ts'
import { lineEvents } from '../../src/explaining/line-events.ts'
import { toldExplanation } from '../../src/explaining/told-explanation.ts'
import { recomputed } from './recomputed.ts'

/**
 * Every document of the books: its steps recompute to its lines and its gross, each line's events are as many as it
 * commits to and add up to its quantity, a line of an earlier month says what became known, and nothing is wider than
 * 100 columns. Returns how many lines there were.
 */
export async function expectToAddUp(db: Database): Promise<number> {
  let lines = 0
  for (const document of await readDocuments(db, {})) {
    const explanation = await explainDocument(db, document)
    expect(recomputed(explanation.totals)).toBe(formatMoney(document.gross))
    for (const explained of explanation.lines) {
      const { line, steps, changes } = explained
      expect(recomputed(steps)).toBe(formatMoney(line.net))
      expect(changes.length > 0).toBe(line.usageMonth < document.month)
      const counted = await countedEvents(db, explanation, explained)
      expect(counted.events).toBe(line.events?.after.count)
      if (line.charge.startsWith('transaction-fee:'))
        expect(String(counted.quantity)).toBe(line.after.quantity.toFixed())
      lines += 1
    }
    for await (const text of toldExplanation(db, explanation, { events: false }))
      expect(text.length).toBeLessThanOrEqual(100)
  }
  return lines
}

async function countedEvents(db: Database, { document }: Explanation, explained: LineExplanation) {
  let events = 0
  let quantity = 0n
  for await (const event of lineEvents(db, document, explained)) {
    if (event.takenBackIn !== null) continue
    events += 1
    quantity += BigInt(event.quantity)
  }
  return { events, quantity }
}
