import { gunzipSync } from 'node:zlib'
import type { DatabasePool } from '../../../src/database/client.ts'
import { documentJson } from '../../../src/documents/document-json.ts'
import { readDocuments } from '../../../src/documents/read-documents.ts'
import { loadFactSheets } from '../../../src/reporting/customer-facts.ts'
import { factSheetJson } from '../../../src/reporting/fact-sheet-json.ts'
import { findEventsOf } from '../../../src/usage/find-events.ts'
import { verifyBooks } from '../../../src/verifying/verify-books.ts'
import type { FuzzRequest } from './arbitrary-request.ts'
import { bystander, monthsIssued } from './prepared-books.ts'
import { headerValues, type RawAnswer } from './raw-answer.ts'

/** Counts what the answers say was written, to compare it with the books. */
export interface BooksWatch {
  see(request: FuzzRequest, answer: RawAnswer | 'closed'): void
  /** What is wrong with the books, once nobody writes to them any more. */
  faults(): Promise<readonly string[]>
}

/** Watches the books from here on. `owner` may read what nobody else may. */
export async function booksWatch(owner: DatabasePool): Promise<BooksWatch> {
  const before = await countsOf(owner)
  const known = await bystanderInWords(owner)
  let [writes, events] = [0, 0]
  return {
    see(request, answer) {
      if (answer === 'closed' || answer.status >= 300 || request.method !== 'POST') return
      if (request.operation.path === '/v1/access/check') return // a question
      const recorded = recordedIn(answer)
      if (recorded !== undefined) events += recorded
      else if (!isPreview(request) && headerValues(answer, 'idempotent-replayed').length === 0) writes += 1
    },
    async faults() {
      const after = await countsOf(owner)
      const faults: string[] = []
      await verifyBooks(owner, {}, (difference) => faults.push(JSON.stringify(difference)))
      if (after.writes - before.writes !== writes)
        faults.push(`${writes} writes were answered, ${after.writes - before.writes} are in the audit log`)
      if (after.events - before.events !== events)
        faults.push(`${events} events were answered as recorded, ${after.events - before.events} are`)
      if ((await bystanderInWords(owner)) !== known)
        faults.push(`what is recorded of ${bystander} is changed`)
      return faults
    },
  }
}

async function countsOf({
  sql,
}: DatabasePool): Promise<{ readonly writes: number; readonly events: number }> {
  const [counts] = await sql<{ writes: number; events: number }[]>`
    select (select count(*) from audit_log)::integer as writes, (select count(*) from events)::integer as events`
  if (counts === undefined) throw new Error('nothing was counted')
  return counts
}

/** Its facts, events and documents of the months that were issued before anything was sent. */
async function bystanderInWords(db: DatabasePool): Promise<string> {
  const documents = await readDocuments(db, { customer: bystander })
  return JSON.stringify([
    (await loadFactSheets(db, [bystander])).map(factSheetJson),
    await findEventsOf(db, bystander, ['e1', 'e2']),
    documents.filter(({ month }) => monthsIssued.includes(month)).map(documentJson),
  ])
}

function recordedIn({ body }: RawAnswer): number | undefined {
  const { counts }: { counts?: { recorded: number } } = JSON.parse(body)
  return counts?.recorded
}

function isPreview({ body }: FuzzRequest): boolean {
  const plain = body[0] === gzipMagic ? gunzipSync(body) : body
  const { preview }: { preview?: unknown } = JSON.parse(new TextDecoder().decode(plain))
  return preview === true
}

const gzipMagic = 0x1f
