import { afterAll, beforeAll, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import { moneyOf } from '../../rules/money.ts'
import { factSheetJson } from '../../src/reporting/fact-sheet-json.ts'
import { factSheetText } from '../../src/cli/fact-sheet-text.ts'
import { recordManualCharge } from '../../src/customers/manual-charges.ts'
import { recordClerkHolds } from '../../src/customers/record-clerk-holds.ts'
import { atomically } from '../../src/database/atomically.ts'
import { recordCustomerPrices } from '../../src/prices/customer-prices.ts'
import { loadFactSheets, type CustomerFactSheet } from '../../src/reporting/customer-facts.ts'
import { findEvents } from '../../src/usage/find-events.ts'
import { retractEvents } from '../../src/usage/retract-events.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, clerk, openBooks } from '../invoicing/books.ts'

const january = billingMonth('2026-01')
const attribution = clerk(
  '2026-01-20T23:30:00+02:00',
  'as agreed in a meeting that took all of the afternoon, and then some',
)

let database: TestDatabase
let sheet: CustomerFactSheet
beforeAll(async () => {
  database = await testDatabase()
  const db = database.runtime
  await openBooks(db)
  await addCustomer(db, { id: 'c1', api: ['2026-01-02T09:00:00+02:00', '2026-01-25T09:00:00+02:00'] })
  await call(db, { id: 'an-event-with-a-long-identifier', customer: 'c1', at: '2026-01-10T10:00:00+02:00' })
  const events = await findEvents(db, { customer: 'c1', id: 'an-event-with-a-long-identifier' })
  const price = { free: decimal(10), kind: 'volume', tiers: tiersOf(9) } as const
  const charge = {
    customer: 'c1',
    usageMonth: january,
    text: 'Set-up of the interface, with training',
    net: moneyOf('1234567.89'),
  }
  await atomically(db, async (tx) => {
    await recordCustomerPrices(
      tx,
      [{ customer: 'c1', from: january, resource: 'purchaseinvoice.nv', price }],
      attribution,
    )
    await recordManualCharge(tx, { ...charge, reason: 'agreed' }, attribution)
    await recordClerkHolds(
      tx,
      [{ customer: 'c1', from: january, value: { held: true, reason: 'disputed' } }],
      attribution,
    )
    await retractEvents(tx, events, 'sent by mistake', attribution)
  })
  const [loaded] = await loadFactSheets(db, ['c1'])
  if (loaded === undefined) throw new Error('c1 is not there')
  sheet = loaded
})
afterAll(() => database.drop())

function tiersOf(count: number) {
  const tiers = Array.from({ length: count }, (_, index) => ({
    upTo: decimal(index + 1),
    unit: decimal('0.123456'),
    flat: decimal(0),
  }))
  return [...tiers, { upTo: undefined, unit: decimal('0.1'), flat: decimal(0) }]
}

test('everything about a customer is told within 100 columns, each fact with its months, its day and who recorded it', () => {
  const text = factSheetText(sheet)
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  expect(text).toMatch(/^2026-01 +charge by hand +1234567\.89 EUR: .* 2026-01 +2026-01-20 +clerk$/m)
  expect(text).toMatch(
    /^2026-01 +clerk's hold +held +2026-01 +2026-01-20 +clerk\n +disputed\n +as agreed in a meeting/m,
  )
  expect(text).toMatch(
    /^2026-01 +taken back +1 event: +2026-01 +2026-01-20 +clerk\n +an-event-with-a-long-identifier\n +sent by mistake$/m,
  )
  expect(text).toMatch(/^Now held by a clerk: from 2026-01 on$/m)
  expect(text).toMatch(/^2026-01-02 09:00:00\+02:00 +clerk +2026-01-25 09:00:00\+02:00 +clerk$/m)
  expect(text).toMatch(/price of purchaseinvoice\.nv +volume, all units by/)
})

test('programs get the same, with the instant', () => {
  expect(factSheetJson(sheet)).toMatchObject({
    revenue: [{ from: '2026-01', eur: '350000', recordedBy: 'clerk' }],
    manualCharges: [
      { usageMonth: '2026-01', net: '1234567.89', reason: 'agreed', recordedAt: '2026-01-20T21:30:00Z' },
    ],
    clerkHolds: [{ from: '2026-01', held: true, reason: 'disputed', note: attribution.note }],
    retractions: [{ usageMonth: '2026-01', events: 1, reason: 'sent by mistake', recordedBy: 'clerk' }],
    api: [{ opened: { recordedBy: 'clerk' }, closed: { recordedBy: 'clerk' } }],
  })
})
