import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { parseDocumentNumber, type DocumentNumber } from '../../rules/document-number.ts'
import { formatMoney, sumOfMoney } from '../../rules/money.ts'
import type { Document } from '../../src/documents/document.ts'
import { documentJson } from '../../src/documents/document-json.ts'
import {
  listDocuments,
  readDocument,
  readDocuments,
  type DocumentFilter,
} from '../../src/documents/read-documents.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, closeAndRun, reportRevenue, workedExample } from '../invoicing/books.ts'

// April: c1's revenue of March is corrected downwards (a credit note), c2 and c3 are billed for the first time.
let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  const db = database.runtime
  await workedExample(db, '2026-03')
  await reportRevenue(db, 'c1', '2026-03', 100_000, '2026-04-10T10:00:00+03:00')
  const api = ['2026-04-01T00:00:00+03:00']
  await addCustomer(db, { id: 'c2', vat: 'reverse-charge', vatNumber: 'SE556703748501', api })
  await addCustomer(db, { id: 'c3', revenue: 10_000_000, api })
  const at = '2026-04-30T23:59:59.999999+03:00'
  await call(db, { id: 'a', customer: 'c2', quantity: 3, at }, { id: 'b', customer: 'c3', at })
  await closeAndRun(db, '2026-04', '2026-05-04T08:00:00+03:00')
})
afterAll(() => database.drop())

const march = '2026-0000001'
const april = ['2026-C0000001', '2026-0000002', '2026-0000003']

function number(text: string): DocumentNumber {
  const parsed = parseDocumentNumber(text)
  if (parsed === undefined) throw new RangeError(text)
  return parsed
}

async function read(text: string): Promise<Document> {
  const document = await readDocument(database.runtime, number(text))
  if (document === undefined) throw new RangeError(text)
  return document
}

describe('a document read back', () => {
  test('is the worked example to the cent', async () => {
    const { lines, net, vat, gross } = await read(march)
    expect(lines.map(({ charge, quantity }) => [charge, quantity.toFixed()])).toEqual([
      ['monthly-fee', '1'],
      ['transaction-fee:purchaseinvoice.nv', '120'],
    ])
    expect(lines.map((line) => formatMoney(line.net))).toEqual(['39.00', '30.00'])
    expect([net, vat, gross].map(formatMoney)).toEqual(['69.00', '17.60', '86.60'])
  })

  test('is undefined for a number that was never issued', async () => {
    expect(await readDocument(database.runtime, number('2026-0000099'))).toBeUndefined()
    expect(await readDocument(database.runtime, number('2025-0000001'))).toBeUndefined()
  })

  test('a credit note names the invoice it corrects, and its adjustment what it changes', async () => {
    const { corrects, kind, lines, net, vat, gross } = await read('2026-C0000001')
    expect([kind, corrects]).toEqual(['credit-note', [march]])
    expect(
      lines.map((line) => [
        line.usageMonth,
        ...[line.before, line.after, line].map(({ net: of }) => formatMoney(of)),
      ]),
    ).toEqual([
      ['2026-03', '39.00', '19.00', '-20.00'],
      ['2026-04', '0.00', '19.00', '19.00'],
    ])
    expect([net, vat, gross].map(formatMoney)).toEqual(['-1.00', '-0.26', '-1.26'])
  })

  test('foots, every one: lines and VAT groups add up to the totals', async () => {
    for (const { lines, vatGroups, net, vat, gross } of await readDocuments(database.runtime, {})) {
      expect(sumOfMoney(lines.map((line) => line.net))).toEqual(net)
      expect(sumOfMoney(vatGroups.map((group) => group.base))).toEqual(net)
      expect(sumOfMoney(vatGroups.map((group) => group.vat))).toEqual(vat)
      expect(sumOfMoney([net, vat])).toEqual(gross)
    }
  })
})

async function numbers(filter: DocumentFilter): Promise<readonly string[]> {
  return (await listDocuments(database.runtime, filter)).map((document) => document.number)
}

describe('lists of documents', () => {
  test('go in the order of issue, so that what a run adds stands behind what was read', async () => {
    expect(await numbers({})).toEqual([march, ...april])
  })

  test('keep to their filters', async () => {
    expect(await numbers({ month: billingMonth('2026-04') })).toEqual(april)
    expect(await numbers({ customer: 'c1' })).toEqual([march, '2026-C0000001'])
    expect(await numbers({ kind: 'credit-note' })).toEqual(['2026-C0000001'])
    expect(await numbers({ month: billingMonth('2026-04'), kind: 'invoice', customer: 'c1' })).toEqual([])
  })

  test('pages put together are the whole list', async () => {
    const paged: string[] = []
    for (;;) {
      const last = paged.at(-1)
      const after = last === undefined ? undefined : number(last)
      const page = await numbers({ limit: 1, after })
      if (page.length === 0) break
      paged.push(...page)
    }
    expect(paged).toEqual([march, ...april])
  })

  test('an unknown start is refused, not an empty page', async () => {
    await expect(numbers({ after: number('2026-0000099') })).rejects.toMatchObject({
      code: 'unknown-document',
    })
  })

  test('to whom the documents of others are none, none of theirs is a start', async () => {
    await expect(numbers({ after: number('2026-0000002'), among: ['c1'] })).rejects.toMatchObject({
      code: 'unknown-document',
    })
    expect(await numbers({ after: number(march), among: ['c1'] })).toEqual(['2026-C0000001'])
  })

  test('whole documents come in the same order as their headers', async () => {
    const whole = await readDocuments(database.runtime, { limit: 3 })
    expect(whole.map((document) => document.number)).toEqual([march, ...april.slice(0, 2)])
    expect(whole.map(({ lines }) => lines.length)).toEqual([2, 2, 2])
  })
})

test('the JSON form has decimals as text, months and RFC 3339 instants', async () => {
  const json: unknown = JSON.parse(JSON.stringify(documentJson(await read(march))))
  expect(json).toMatchObject({
    number: march,
    kind: 'invoice',
    customer: 'c1',
    buyer: { name: 'Esimerkki Oy', businessId: '1967543-8', vatNumber: null },
    month: '2026-03',
    issueDate: '2026-04-03',
    dueDate: '2026-04-17',
    referenceNumber: '2026100000018',
    corrects: [],
    net: '69.00',
    vat: '17.60',
    gross: '86.60',
    vatGroups: [{ treatment: 'domestic', rate: '25.5', base: '69.00', vat: '17.60', note: null }],
    recordedAt: '2026-04-03T05:00:00Z',
    recordedBy: 'clerk',
  })
  expect(json).toHaveProperty(['lines', 0, 'reasons', 'span'], {
    firstSuccessAt: '2026-03-10T08:00:00Z',
    from: '2026-03',
    to: null,
  })
  expect(json).toHaveProperty(['lines', 1, 'quantity'], '120')
  expect(json).toHaveProperty(['lines', 1, 'before'], { quantity: '0', net: '0.00' })
})
