import { afterEach, beforeEach, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { formatMoney, moneyOf } from '../../rules/money.ts'
import { recordManualCharge } from '../../src/customers/manual-charges.ts'
import { asIf } from '../../src/database/as-if.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { readDocuments } from '../../src/documents/read-documents.ts'
import { closeMonth } from '../../src/invoicing/close-month.ts'
import { invoiceChanges, type InvoiceChange } from '../../src/invoicing/invoice-changes.ts'
import { previewCustomer, type CustomerPreview } from '../../src/invoicing/preview-customer.ts'
import { findEvents } from '../../src/usage/find-events.ts'
import { retractEvents } from '../../src/usage/retract-events.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, clerk, closeAndRun, openBooks } from './books.ts'

const [january, february] = [billingMonth('2026-01'), billingMonth('2026-02')]
const inFebruary = clerk('2026-02-10T08:00:00+02:00')

let database: TestDatabase
let db: Database
beforeEach(async () => {
  database = await testDatabase()
  db = database.runtime
  await openBooks(db)
  for (const id of ['b', 'c1', 'd']) await addCustomer(db, { id, api: ['2026-01-02T09:00:00+02:00'] })
  await call(
    db,
    { id: 'a', customer: 'c1', at: '2026-01-10T10:00:00+02:00' },
    { id: 'b', customer: 'c1', quantity: 3, at: '2026-01-11T10:00:00+02:00' },
    { id: 'a', customer: 'd', quantity: 50, at: '2026-01-11T10:00:00+02:00' },
  )
})
afterEach(() => database.drop())

/** `usage month charge net; …; gross`. */
function told({ invoice }: CustomerPreview): string {
  if (invoice === undefined) return 'nothing'
  const lines = invoice.lines.map(({ usageMonth, key, net }) => {
    const charge = key.replace('transaction-fee:', '').replace(/\d+$/, '')
    return `${usageMonth} ${charge} ${formatMoney(net)}`
  })
  return [...lines, formatMoney(invoice.gross)].join('; ')
}

const toldChange = ({ month, before, after }: InvoiceChange) => [month, told(before), told(after)]

async function takeBack(tx: Database, id: string): Promise<readonly InvoiceChange[]> {
  const events = await findEvents(tx, { customer: 'c1', id })
  const months = events.map(({ usageMonth }) => usageMonth)
  const { changes } = await invoiceChanges(tx, 'c1', months, () =>
    retractEvents(tx, events, 'a mistake', inFebruary),
  )
  return changes
}

async function chargeSetUp(tx: Database, usageMonth: string): Promise<readonly InvoiceChange[]> {
  const fact = {
    customer: 'c1',
    usageMonth: billingMonth(usageMonth),
    text: 'Set-up',
    net: moneyOf('25.00'),
    reason: 'agreed',
  }
  const { made, changes } = await invoiceChanges(tx, 'c1', [fact.usageMonth], () =>
    recordManualCharge(tx, fact, inFebruary),
  )
  expect(made).toMatchObject({ text: 'Set-up' })
  return changes
}

const ofJanuary = '2026-01 monthly-fee 39.00; 2026-01 purchaseinvoice.nv 1.00; 50.20'

test("a customer's preview is what the run then issues to it", async () => {
  expect(told(await previewCustomer(db, 'c1', january))).toBe(ofJanuary)
  expect(told(await previewCustomer(db, 'b', january))).toBe('nothing')
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  const [issued] = await readDocuments(db, { customer: 'c1' })
  expect(issued && formatMoney(issued.gross)).toBe('50.20')
})

test('a change that is only tried is told as it would be, and leaves nothing behind', async () => {
  const changes = await asIf(db, (tx) => takeBack(tx, 'b'))
  expect(changes.map(toldChange)).toEqual([
    ['2026-01', ofJanuary, '2026-01 monthly-fee 39.00; 2026-01 purchaseinvoice.nv 0.25; 49.26'],
  ])
  expect(await db.sql`select from event_retractions`).toHaveLength(0)
  expect(told(await previewCustomer(db, 'c1', january))).toBe(ofJanuary)
})

test('a change that is made comes out as it was told', async () => {
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  const tried = await asIf(db, (tx) => takeBack(tx, 'a'))
  const made = await atomically(db, (tx) => takeBack(tx, 'a'))
  expect(made.map(toldChange)).toEqual(tried.map(toldChange))
  expect(made.map(toldChange)).toEqual([
    [
      '2026-02',
      '2026-02 monthly-fee 39.00; 48.95',
      '2026-01 purchaseinvoice.nv -0.25; 2026-02 monthly-fee 39.00; 48.63',
    ],
  ])
})

test('while the run of a closed month is still to come, the invoice after it is told', async () => {
  await closeMonth(db, january, clerk('2026-02-02T08:00:00+02:00'))
  const [change] = await asIf(db, (tx) => chargeSetUp(tx, '2026-01'))
  expect(change && toldChange(change)).toEqual([
    '2026-02',
    '2026-02 monthly-fee 39.00; 48.95',
    '2026-01 manual: 25.00; 2026-02 monthly-fee 39.00; 80.32',
  ])
})

test('a fact about a month to come is told on the invoice of that month', async () => {
  const changes = await asIf(db, (tx) => chargeSetUp(tx, '2026-02'))
  expect(changes.map(({ month }) => month)).toEqual([february])
})

test('what refuses a change that is tried is the refusal of the change', async () => {
  await expect(asIf(db, (tx) => chargeSetUp(tx, '2025-12'))).rejects.toMatchObject({
    code: 'month-out-of-order',
  })
})
