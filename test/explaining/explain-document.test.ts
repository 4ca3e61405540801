import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import { moneyOf } from '../../rules/money.ts'
import { recordManualCharge } from '../../src/customers/manual-charges.ts'
import { recordAgreedMonthlyFees } from '../../src/customers/record-dated-facts.ts'
import { recordClerkHolds } from '../../src/customers/record-clerk-holds.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { readDocuments } from '../../src/documents/read-documents.ts'
import { explainDocument } from '../../src/explaining/explain-document.ts'
import { explanationJson } from '../../src/explaining/explanation-json.ts'
import { explanationForPrograms, toldExplanation } from '../../src/explaining/told-explanation.ts'
import type { Explanation } from '../../src/explaining/explanation.ts'
import { recordCustomerPrices } from '../../src/prices/customer-prices.ts'
import { retractEvents } from '../../src/usage/retract-events.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, clerk, closeAndRun, openBooks, reportRevenue } from '../invoicing/books.ts'
import { perUnit } from '../rules/examples.ts'

// January is billed; in February become known: another revenue of c1, late calls and a retraction of c2's calls, a fee
// and a charge by hand of c3, the retraction of c4's first success, c5's revenue; c6 was held by a clerk; all of
// c7's imports are taken back; c8's first successes come late, two at one instant.
let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await testDatabase()
  db = database.runtime
  await openBooks(db)
  for (const id of ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'])
    await addCustomer(db, {
      id,
      api: ['2026-01-02T09:00:00+02:00', '2026-01-02T09:00:00+02:00', '2026-01-02T09:00:00+02:00'],
      revenue: id === 'c5' ? null : 350_000,
    })
  for (const id of ['c1', 'c3', 'c5', 'c6', 'c7'])
    await call(db, { id: 'first', customer: id, method: 'GET', at: '2026-01-10T10:00:00+02:00' })
  await call(db, { id: 'only', customer: 'c4', method: 'GET', at: '2026-01-10T10:00:00+02:00' })
  await call(
    db,
    { id: 'b', customer: 'c2', quantity: 3, source: 'z', at: '2026-01-10T10:00:00+02:00' },
    { id: 'a', customer: 'c2', quantity: 2, source: 'z', at: '2026-01-10T10:00:00+02:00' },
    { id: 'z', customer: 'c2', source: 'a', at: '2026-01-10T10:00:00+02:00' },
    { id: 'read', customer: 'c2', method: 'GET', at: '2026-01-09T10:00:00+02:00' },
    { id: 'scan', customer: 'c2', resource: 'accounting.nv', at: '2026-01-12T10:00:00+02:00' },
    { id: 'scan', customer: 'c7', resource: 'accounting.nv', at: '2026-01-12T10:00:00+02:00' },
  )
  await inTransaction((tx) =>
    recordClerkHolds(
      tx,
      [{ customer: 'c6', from: january, value: { held: true, reason: 'disputed' } }],
      clerk('2026-01-20T10:00:00+02:00'),
    ),
  )
  await closeAndRun(db, '2026-01', '2026-02-02T08:00:00+02:00')
  await changesOfFebruary()
  await closeAndRun(db, '2026-02', '2026-03-02T08:00:00+02:00')
})
afterAll(() => database.drop())

const january = billingMonth('2026-01')

async function inTransaction(work: (tx: Database) => Promise<unknown>): Promise<void> {
  await atomically(db, async (tx) => {
    await work(tx)
  })
}

async function changesOfFebruary(): Promise<void> {
  const at = '2026-02-10T10:00:00+02:00'
  await reportRevenue(db, 'c1', '2026-01', 100_000, at)
  await reportRevenue(db, 'c5', '2026-01', 100_000, at)
  await call(db, { id: 'late', customer: 'c2', at: '2026-01-31T10:00:00+02:00', recordedAt: at })
  for (const id of ['one', 'other'])
    await call(db, { id, customer: 'c8', method: 'GET', at: '2026-01-20T10:00:00+02:00', recordedAt: at })
  const note = clerk(at, 'agreed on the phone')
  await reportRevenue(db, 'c3', '2026-01', 900_000, at) // the agreed fee wins over it
  await inTransaction(async (tx) => {
    for (const customer of ['c3', 'c4'])
      await recordAgreedMonthlyFees(tx, [{ customer, from: january, value: decimal('10.005') }], note)
    await recordManualCharge(
      tx,
      { customer: 'c3', usageMonth: january, text: 'Set-up', net: moneyOf('100'), reason: 'agreed' },
      note,
    )
    const price = { customer: 'c2', from: january, resource: 'accounting.nv', price: perUnit('1') } as const
    await recordCustomerPrices(tx, [price], note)
    await recordClerkHolds(
      tx,
      [{ customer: 'c6', from: january, value: { held: false, reason: 'settled' } }],
      note,
    )
  })
  await takeBack('c2', 'z', 'b', at)
  await takeBack('c4', 'default', 'only', at)
  await takeBack('c7', 'default', 'scan', at)
}

async function takeBack(customer: string, source: string, id: string, at: string): Promise<void> {
  const event = { customer, source, id, usageMonth: january, postingMonth: january }
  await inTransaction((tx) => retractEvents(tx, [event], 'sent twice', clerk(at)))
}

async function explanationOf(customer: string, month = '2026-02'): Promise<Explanation> {
  const [document] = await readDocuments(db, { customer, month: billingMonth(month) })
  if (document === undefined) throw new RangeError(`${customer} has no document of ${month}`)
  return explainDocument(db, document)
}

async function textOf(explanation: Explanation, events = false): Promise<string> {
  return (await Array.fromAsync(toldExplanation(db, explanation, { events }))).join('\n')
}

/** A section of a line's text. */
async function sectionOf(customer: string, line: number, title: string, month?: string): Promise<string> {
  const text = await textOf(await explanationOf(customer, month))
  const ofLine = text.split(/^LINE /m)[line] ?? ''
  return ofLine.split('\n\n').find((section) => section.startsWith(`  ${title}`)) ?? ''
}

async function json(customer: string) {
  return explanationJson(await explanationOf(customer))
}

describe('an adjustment', () => {
  test('of a fee tells which line billed it and which report replaced which', async () => {
    expect(await sectionOf('c1', 1, 'Billed before')).toBe(`  Billed before, as known in 2026-01
    2026-0000001    line 1: quantity 1, 39.00 EUR`)
    expect(await sectionOf('c1', 1, 'Became known')).toBe(`  Became known after 2026-01
    Revenue report  before: 350000.00 EUR a year, from 2026-01 (fact 1, posted in 2026-01)
                    now: 100000.00 EUR a year, from 2026-01 (fact 8, posted in 2026-02)
                    recorded 2026-02-10 10:00:00+02:00 by clerk`)
    expect(await sectionOf('c1', 1, 'Arithmetic')).toBe(`  Arithmetic
    this line                           19.00 - 39.00 [2026-0000001 line 1] = -20.00 EUR`)
  })

  test('of usage tells what came late and what was taken back, and counts both', async () => {
    expect(await sectionOf('c2', 2, 'Became known')).toBe(`  Became known after 2026-01
    Late events     1 event, 1 unit, posted in 2026-02
    Taken back      1 event, 3 units, posted in 2026-02, by clerk: sent twice`)
    expect(await sectionOf('c2', 2, 'Arithmetic')).toBe(`  Arithmetic
    imports in 2026-01                  6 [posted in 2026-01] + 1 [posted in 2026-02] - 3 [taken
                                        back in 2026-02] = 4 units
    price                               4 units x 0.25 EUR = 1.00 EUR
    this line                           1.00 - 1.50 [2026-0000002 line 3] = -0.50 EUR`)
  })

  test('to an agreed fee finer than a cent shows the rounding, and what the clerk noted', async () => {
    expect(await sectionOf('c3', 2, 'Arithmetic')).toBe(`  Arithmetic
    owed, to the cent                   10.005 EUR [monthly fee of 2026-01], half away from zero =
                                        10.01 EUR
    this line                           10.01 - 39.00 [2026-0000003 line 1] = -28.99 EUR`)
    expect(await sectionOf('c3', 2, 'Became known')).toBe(`  Became known after 2026-01
    Agreed fee      before: none
                    now: 10.005 EUR, from 2026-01 (fact 1, posted in 2026-02)
                    recorded 2026-02-10 10:00:00+02:00 by clerk: agreed on the phone`)
  })

  test('to a customer price says that there was none before', async () => {
    expect(await sectionOf('c2', 1, 'Became known')).toContain(`    Customer price  before: none
                    now: accounting.nv: 1.00 EUR a unit, from 2026-01 (fact 1, posted in 2026-02)`)
  })
})

test('a fee that is no longer owed tells which event was taken back, why, and by whom', async () => {
  expect(await sectionOf('c4', 1, 'Became known')).toBe(`  Became known after 2026-01
    Taken back      2026-01-10 10:00:00+02:00, event only from default, posted in 2026-01
                    recorded 2026-01-10 10:00:00+02:00 by clerk
                    taken back, posted in 2026-02: sent twice
                    recorded 2026-02-10 10:00:00+02:00 by clerk`)
  expect(await sectionOf('c4', 1, 'Arithmetic')).toBe(`  Arithmetic
    owed now                            nothing = 0.00 EUR
    this line                           0.00 - 39.00 [2026-0000004 line 1] = -39.00 EUR`)
  expect(await textOf(await explanationOf('c4'), true)).toContain(`  Events of line 1
    made at                    quantity  posted                          source  id
    2026-01-10 10:00:00+02:00         1  2026-01  taken back in 2026-02  default  only
    0 events, and 1 taken back. Why: npx laskuri event show c4 ID`)
})

test('a document is explained the same for ever: a retraction of a later month does not show', async () => {
  const before = await textOf(await explanationOf('c8'), true)
  expect(before.match(/Late success/g)).toHaveLength(1)
  const event = { customer: 'c8', source: 'default', id: 'one', usageMonth: january }
  const later = clerk('2026-03-10T10:00:00+02:00')
  await inTransaction((tx) =>
    retractEvents(tx, [{ ...event, postingMonth: billingMonth('2026-02') }], 'sent twice', later),
  )
  expect(await textOf(await explanationOf('c8'), true)).toBe(before)
})

test('usage that was all taken back tells how much, why and by whom, and counts down to nothing', async () => {
  expect(await sectionOf('c7', 1, 'Became known')).toBe(`  Became known after 2026-01
    Taken back      1 event, 1 unit, posted in 2026-02, by clerk: sent twice`)
  expect(await sectionOf('c7', 1, 'Arithmetic')).toBe(`  Arithmetic
    imports in 2026-01                  1 [posted in 2026-01] - 1 [taken back in 2026-02] = 0 units
    owed now                            nothing = 0.00 EUR
    this line                           0.00 - 0.15 [2026-0000005 line 2] = -0.15 EUR`)
})

test('a charge by hand tells who recorded it, when and why', async () => {
  expect(await sectionOf('c3', 1, 'Values')).toContain(`
    By hand         Set-up: 100.00 EUR for 2026-01 (charge 1, posted in 2026-02), because: agreed
                    recorded 2026-02-10 10:00:00+02:00 by clerk: agreed on the phone`)
})

test.each([
  ['c5', 'revenue-unknown'],
  ['c6', 'held by a clerk from 2026-01 on: disputed'],
])('a month that was held and then billed says by which run, and why: %s', async (customer, reason) => {
  expect(await sectionOf(customer, 1, 'Became known')).toContain(`
    Held            by the run of 2026-01: ${reason}`)
})

test('a dated value tells its month, its posting month, its id, and when, by whom and why it was recorded', async () => {
  const { lines } = await json('c3')
  expect(lines[1]?.values).toContainEqual({
    kind: 'agreed-monthly-fee',
    fee: '10.005',
    factId: 1,
    from: '2026-01',
    postedIn: '2026-02',
    recordedAt: '2026-02-10T08:00:00Z',
    recordedBy: 'clerk',
    note: 'agreed on the phone',
  })
  const { lines: linesOfAFee } = await json('c1')
  expect(linesOfAFee[1]?.values).toContainEqual(
    expect.objectContaining({ kind: 'price-list', listId: 1, status: 'sample', recordedBy: 'clerk' }),
  )
})

test('where two openings began at one instant, the span is told by the one that its success belongs to', async () => {
  const { lines } = await json('c1')
  expect(lines[0]?.values).toContainEqual(expect.objectContaining({ kind: 'opening', changeNumber: 3 }))
})

test('the January that a later fact corrects is explained as it was', async () => {
  expect(await sectionOf('c1', 1, 'Became known', '2026-01')).toBe('')
  expect(await sectionOf('c1', 1, 'Values', '2026-01')).toContain('350000.00 EUR a year')
  expect(await textOf(await explanationOf('c4', '2026-01'), true)).toContain('  default  only\n    1 event\n')
})

describe('the events of a line', () => {
  test('stand by time, source and id, with what is new and what was taken back, and without calls that bill nothing', async () => {
    const text = await textOf(await explanationOf('c2'), true)
    expect(text).toContain(`  Events of line 2
    made at                    quantity  posted                          source  id
    2026-01-10 10:00:00+02:00         1  2026-01  billed before          a  z
    2026-01-10 10:00:00+02:00         2  2026-01  billed before          z  a
    2026-01-10 10:00:00+02:00         3  2026-01  taken back in 2026-02  z  b
    2026-01-31 10:00:00+02:00         1  2026-02  new                    default  late
    3 events, and 1 taken back. Why: npx laskuri event show c2 ID`)
  })

  test('are for programs JSON Lines after the explanation, each with the number of its line', async () => {
    const explanation = await explanationOf('c2')
    const [first = '', ...events] = await Array.fromAsync(
      explanationForPrograms(db, explanation, { events: true }),
    )
    expect(JSON.parse(first)).toEqual(JSON.parse(JSON.stringify(explanationJson(explanation))))
    expect(events.map((line) => JSON.parse(line)).filter((event) => event.lineNumber === 2)).toMatchObject([
      { source: 'a', id: 'z', isNew: false, takenBackIn: null },
      { source: 'z', id: 'a', quantity: 2, at: '2026-01-10T08:00:00Z' },
      { source: 'z', id: 'b', isNew: false, takenBackIn: '2026-02', takenBackBecause: 'sent twice' },
      { source: 'default', id: 'late', isNew: true, postedIn: '2026-02' },
    ])
  })
})

test('a line that is not there is refused with those that are', async () => {
  const { document } = await explanationOf('c1')
  await expect(explainDocument(db, document, 3)).rejects.toMatchObject({
    code: 'unknown-line',
    message: `Document ${document.number} has no line 3; its lines are 1 to 2`,
  })
  expect((await explainDocument(db, document, 2)).lines).toHaveLength(1)
})

test('a document whose lines and VAT give another sum is refused, not explained away', async () => {
  const { document } = await explanationOf('c1')
  await expect(explainDocument(db, { ...document, gross: moneyOf('1.00') })).rejects.toMatchObject({
    code: 'guarantee-violated',
    message: expect.stringContaining('The document bills 1 EUR'),
  })
})

test('a line whose recorded facts give another net is refused, not explained away', async () => {
  const { document } = await explanationOf('c1')
  const lines = document.lines.map((line) => ({ ...line, net: moneyOf('-19.99') }))
  await expect(explainDocument(db, { ...document, lines })).rejects.toMatchObject({
    code: 'guarantee-violated',
    message: expect.stringContaining('Line 1 bills -19.99 EUR, but the recorded facts give -20 EUR'),
  })
})
