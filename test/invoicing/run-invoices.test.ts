import { afterAll, beforeAll, expect, test } from 'vitest'
import { billingMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import { formatMoney } from '../../rules/money.ts'
import { recordAccessChanges } from '../../src/access/record-access-changes.ts'
import { recordCustomers } from '../../src/customers/record-customers.ts'
import { recordRevenueReports } from '../../src/customers/record-dated-facts.ts'
import { recordServiceTerms } from '../../src/customers/record-service-terms.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import type { Document } from '../../src/documents/document.ts'
import { previewInvoices } from '../../src/invoicing/preview-invoices.ts'
import { readDocuments } from '../../src/documents/read-documents.ts'
import { runInvoices } from '../../src/invoicing/run-invoices.ts'
import { readApiCallEvent } from '../../src/usage/api-call-event.ts'
import { recordEvents } from '../../src/usage/record-events.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { instant, january, separateBasic } from '../rules/examples.ts'
import { clerk, openBooks } from './books.ts'

// More customers than a run reads at once: an interrupted run leaves some of them for its repeat.
const customers = Array.from({ length: 1100 }, (_, index) => ({ customer: `k${index}`, index }))
const february = billingMonth('2026-02')
const inJanuary = clerk('2026-01-01T00:00:00+02:00')

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await testDatabase()
  db = database.runtime
  await openBooks(db)
  const revenue = customers.filter(({ index }) => index % 11 > 0) // the others are held
  await atomically(db, async (tx) => {
    const particulars = { businessId: null, vatNumber: null }
    await recordCustomers(
      tx,
      customers.map(({ customer }) => ({ customer, name: customer, ...particulars })),
      inJanuary,
    )
    const terms = { from: january, value: separateBasic, storeDate: null }
    await recordServiceTerms(
      tx,
      customers.map(({ customer }) => ({ customer, ...terms })),
      inJanuary,
    )
    await recordRevenueReports(
      tx,
      revenue.map(({ customer, index }) => ({ customer, from: january, value: decimal(index * 10_000) })),
      inJanuary,
    )
    const opened = { at: inJanuary.recordedAt, open: true }
    await recordAccessChanges(
      tx,
      customers.map(({ customer }) => ({ customer, ...opened })),
      inJanuary,
    )
  })
  await callAll('january', '2026-01-15T10:00:00+02:00')
})
afterAll(() => database.drop())

/** A call by every customer, some failed, of 1 to 9 documents. */
async function callAll(id: string, at: string, recordedAt = at): Promise<void> {
  const received = customers.flatMap(({ customer, index }) => {
    const [outcome, quantity] = [index % 7 === 0 ? 'failed' : 'ok', (index % 9) + 1]
    const request = { resource: 'purchaseinvoice.nv', method: 'POST' }
    const read = readApiCallEvent({ id, customer, ...request, outcome, quantity, at })
    return read.kind === 'event'
      ? [{ event: read.event, receivedAt: instant(recordedAt), backfill: false }]
      : []
  })
  await recordEvents(db, received, clerk(recordedAt))
}

async function preview(month: BillingMonth) {
  const { invoices, creditNotes, net, vat, gross } = await previewInvoices(db, month)
  return [invoices, creditNotes, ...[net, vat, gross].map(formatMoney)]
}

async function issued(month: BillingMonth) {
  const documents = await readDocuments(db, { month })
  const count = (kind: Document['kind']) => documents.filter((document) => document.kind === kind).length
  const [sums] = await db.sql<{ net: string; vat: string; gross: string }[]>`
    select sum(net)::text as net, sum(vat)::text as vat, sum(gross)::text as gross from documents
    where billing_month = ${`${month}-01`}::date`
  return [count('invoice'), count('credit-note'), sums?.net, sums?.vat, sums?.gross]
}

const run = (month: BillingMonth, at: string) => runInvoices(db, month, { allowSample: true }, clerk(at))

function kill(): never {
  throw new Error('killed')
}

test('a run killed after a block, then repeated by three at once, issues what the preview said, once', async () => {
  const expected = await preview(january)
  await closeMonth(db, january, clerk('2026-02-02T10:00:00+02:00'))
  const killed = runInvoices(
    db,
    january,
    { allowSample: true, onProgress: kill },
    clerk('2026-02-02T10:00:00+02:00'),
  )
  await expect(killed).rejects.toThrow('killed')
  expect((await readDocuments(db, { limit: 1 })).length).toBe(1)
  expect(await preview(january)).toEqual(expected)
  await Promise.all(['03', '04', '05'].map((day) => run(january, `2026-02-${day}T10:00:00+02:00`)))
  expect(await issued(january)).toEqual(expected)
  expect(await run(january, '2026-02-06T10:00:00+02:00')).toBe('already-complete')
})

test("its numbers have no gap, go in customer order, and keep the first start's issue date", async () => {
  const documents = await readDocuments(db, { month: january, kind: 'invoice' })
  const numbers = documents.map(({ number }) => number)
  expect(numbers).toEqual(documents.map((_, index) => `2026-${String(index + 1).padStart(7, '0')}`))
  const ids = documents.map(({ customer }) => customer)
  expect(ids).toEqual(ids.toSorted())
  expect(new Set(documents.map(({ issueDate }) => issueDate))).toEqual(new Set(['2026-02-02']))
})

test('a month with late calls and corrections issues what its preview said; the preview of the month before stays', async () => {
  const before = await preview(january)
  await callAll('february', '2026-02-01T00:00:00+02:00', '2026-02-10T10:00:00+02:00')
  await callAll('late', '2026-01-31T23:59:59+02:00', '2026-02-10T10:00:00+02:00')
  const corrected = customers.filter(({ index }) => index % 5 === 0)
  await atomically(db, (tx) =>
    recordRevenueReports(
      tx,
      corrected.map(({ customer, index }) => ({ customer, from: january, value: decimal(index * 3000) })),
      clerk('2026-02-11T10:00:00+02:00'),
    ),
  )
  const expected = await preview(february)
  await closeMonth(db, february, clerk('2026-03-02T10:00:00+02:00'))
  await run(february, '2026-03-02T10:00:00+02:00')
  expect(await issued(february)).toEqual(expected)
  expect(await preview(january)).toEqual(before)
})

test('every booking of the documents balances with them', async () => {
  const [row] = await db.sql<{ receivables: string; gross: string; difference: string }[]>`
    select (select sum(debit - credit) from journal_lines where account = 'receivables')::text as receivables,
      (select sum(gross) from documents)::text as gross,
      (select sum(debit - credit) from journal_lines)::text as difference`
  expect(row).toEqual({ receivables: row?.gross, gross: row?.gross, difference: '0.00' })
})
