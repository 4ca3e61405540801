import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DatabasePool } from '../../src/database/client.ts'
import { systemClock } from '../../src/clock/clock.ts'
import { booksState } from '../../src/demo/books-state.ts'
import { demoPointers } from '../../src/demo/demo-pointers.ts'
import { demoStory } from '../../src/demo/demo-story.ts'
import { explainedDocument } from '../../src/demo/explained-document.ts'
import { runDemo, type DemoResult } from '../../src/demo/run-demo.ts'
import { readDocuments } from '../../src/documents/read-documents.ts'
import { openBooks } from '../invoicing/books.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'

const size = { customers: 120, events: 9000, seed: 3 }

let first: TestDatabase
let second: TestDatabase
let result: DemoResult

beforeAll(async () => {
  ;[first, second] = await Promise.all([testDatabase(), testDatabase()])
  result = await play(first.runtime)
})

afterAll(async () => {
  await Promise.all([first.drop(), second.drop()])
})

function play(db: DatabasePool): Promise<DemoResult> {
  return runDemo(db, demoStory(size), {
    clock: systemClock,
    interrupted: new AbortController().signal,
    onProgress: () => undefined,
  })
}

/** Everything a document says but when its facts were numbered. */
async function documentsOf(db: DatabasePool): Promise<string> {
  return JSON.stringify(await readDocuments(db, {}))
}

test('played twice it issues identical documents', async () => {
  await play(second.runtime)
  expect(await documentsOf(second.runtime)).toBe(await documentsOf(first.runtime))
})

test('every answer and every disposition occurs', () => {
  for (const count of [...Object.values(result.tally.answers), ...Object.values(result.tally.dispositions)])
    expect(count).toBeGreaterThan(0)
  expect(result.tally.afterClosing).toBeGreaterThan(0)
})

test('three months are issued as they were previewed, with every hold reason and a credit note', () => {
  expect(result.months.map(({ issued }) => issued.month)).toEqual(['2026-01', '2026-02', '2026-03'])
  for (const { issued, previewed } of result.months) {
    expect(issued.net.toFixed()).toBe(previewed.net.toFixed())
    expect(issued.gross.toFixed()).toBe(previewed.gross.toFixed())
    expect(issued.holds.length).toBe(previewed.holds.length)
    const reasons = new Set(issued.holds.map(({ reason }) => reason.reason))
    expect(reasons).toEqual(new Set(['revenue-unknown', 'above-listed-classes', 'no-transaction-price']))
  }
  expect(result.months.at(-1)?.issued.creditNotes).toBeGreaterThan(0)
})

test('numbers are gapless in each series', async () => {
  const rows = await first.runtime.sql<{ kind: string; count: number; last: number }[]>`
    select kind::text, count(*)::integer as count, max(number) as last from document_numbers group by kind`
  expect(rows.map(({ kind }) => kind).toSorted()).toEqual(['credit-note', 'invoice'])
  for (const { count, last } of rows) expect(last).toBe(count)
})

test('the books balance, and receivables are what the documents say', async () => {
  const [row] = await first.runtime.sql<
    { debit: string; credit: string; receivables: string; gross: string }[]
  >`
    select sum(debit)::text as debit, sum(credit)::text as credit,
      sum(debit - credit) filter (where account = 'receivables')::text as receivables,
      (select sum(gross)::text from documents) as gross
    from journal_lines`
  expect(row?.debit).toBe(row?.credit)
  expect(row?.receivables).toBe(row?.gross)
})

test('every event that was taken is in the aggregates, once', async () => {
  const [row] = await first.runtime.sql<{ events: number; totals: number }[]>`
    select (select count(*)::integer from events) as events,
      (select sum(event_count)::integer from usage_totals) as totals`
  expect(row).toEqual({ events: result.tally.answers.recorded, totals: result.tally.answers.recorded })
})

/** What each invoiced month of a story's customer has been billed as its monthly fee, by billing and usage month. */
async function feesOf(story: string): Promise<Readonly<Record<string, string>>> {
  const told = demoStory(size).customers.find((customer) => customer.story?.startsWith(story))
  if (told === undefined) throw new Error(`there is no story ${story}`)
  const documents = await readDocuments(first.runtime, { customer: told.object.customer.customer })
  const fees = documents.flatMap(({ month, lines }) =>
    lines
      .filter(({ charge }) => charge === 'monthly-fee')
      .map(({ usageMonth, net }) => [`${month} for ${usageMonth}`, net.toFixed()] as const),
  )
  return Object.fromEntries(fees)
}

const [jan, feb, mar] = ['2026-01 for 2026-01', '2026-02 for 2026-02', '2026-03 for 2026-03']

test.each([
  ['opened, never called', {}],
  ['closed 12 February', { [jan]: '39', [feb]: '39' }],
  ['closed and reopened in February', { [jan]: '39', [feb]: '39', [mar]: '39' }],
  ['closed 20 January', { [jan]: '39' }],
  ['a package without the API', {}],
  ['its first successful calls', { '2026-02 for 2026-01': '39', [feb]: '39', [mar]: '39' }],
  ['moves from a package', { [feb]: '39', [mar]: '39' }],
  ['moves to a package', {}],
  ['revenue unknown', { '2026-02 for 2026-01': '59', [feb]: '59', [mar]: '59' }],
  ['revenue never reported', {}],
  ['revenue above the table, no fee', {}],
  ['revenue above the table with', { [jan]: '320', [feb]: '320', [mar]: '320' }],
  [
    'revenue above the table, a fee',
    { '2026-03 for 2026-01': '275', '2026-03 for 2026-02': '275', [mar]: '275' },
  ],
  ['an agreed fee that ends', { [jan]: '25', [feb]: '25', [mar]: '39' }],
  ['revenue exactly 10,000,000', { [jan]: '199', [feb]: '199', [mar]: '199' }],
  [
    'closed in February, revenue corrected',
    { [jan]: '139', [feb]: '139', '2026-03 for 2026-01': '-100', '2026-03 for 2026-02': '-100' },
  ],
  ['scans documents without', {}],
  ['a price for escan.nv', { '2026-03 for 2026-01': '39', '2026-03 for 2026-02': '39', [mar]: '39' }],
])('the story holds: %s', async (story, fees) => {
  expect(await feesOf(story)).toEqual(fees)
})

test('the explained invoice has an adjustment, a monthly fee and a transaction fee in tiers', async () => {
  const document = await explainedDocument(first.runtime)
  expect(document?.lines.some(({ usageMonth }) => usageMonth < document.month)).toBe(true)
  expect(document?.lines.map(({ charge }) => charge)).toContain('monthly-fee')
  expect(document?.lines.some(({ reasons }) => reasons.rule === 'R4' && reasons.steps.length > 2)).toBe(true)
})

test('what the demo points to is there', async () => {
  const { creditNote, lateEvent, stories } = await demoPointers(first.runtime, demoStory(size))
  expect(creditNote).toMatch(/^2026-C/)
  expect(lateEvent?.id).toBe('late-1')
  expect(stories.length).toBeGreaterThan(20)
})

test('a demo is known again; books of somebody else are never taken for one', async () => {
  const other = await testDatabase()
  expect(await booksState(first.runtime)).toBe('demo')
  expect(await booksState(other.runtime)).toBe('empty')
  await openBooks(other.runtime)
  expect(await booksState(other.runtime)).toBe('books')
  await other.drop()
})

test('interrupted, it stops with a sentence that says what to do', async () => {
  const other = await testDatabase()
  const interruption = new AbortController()
  const played = runDemo(other.runtime, demoStory(size), {
    clock: systemClock,
    interrupted: interruption.signal,
    onProgress: () => interruption.abort(),
  })
  await expect(played).rejects.toMatchObject({
    code: 'interrupted',
    message: expect.stringContaining('Run it again'),
  })
  expect(await booksState(other.runtime)).toBe('demo')
  await other.drop()
})
