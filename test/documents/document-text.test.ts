import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Document } from '../../src/documents/document.ts'
import { documentText } from '../../src/documents/document-text.ts'
import { readDocuments } from '../../src/documents/read-documents.ts'
import { testDatabase, type TestDatabase } from '../database/test-database.ts'
import { addCustomer, call, closeAndRun, reportRevenue, workedExample } from '../invoicing/books.ts'

let database: TestDatabase
let documents: readonly Document[]
beforeAll(async () => {
  database = await testDatabase()
  const db = database.runtime
  await workedExample(db, '2026-03')
  await reportRevenue(db, 'c1', '2026-03', 100_000, '2026-04-10T10:00:00+03:00')
  const api = ['2026-04-01T00:00:00+03:00']
  const name = `Aktiebolaget ${'Ekonomisk Rapportering '.repeat(6)}i Stockholm`
  await addCustomer(db, { id: 'c2', name, vat: 'reverse-charge', vatNumber: 'SE556703748501', api })
  await call(db, { id: 'a', customer: 'c2', quantity: 3, at: '2026-04-30T23:59:59.999999+03:00' })
  await closeAndRun(db, '2026-04', '2026-05-04T08:00:00+03:00')
  documents = await readDocuments(db, {})
})
afterAll(() => database.drop())

function textOf(number: string): string {
  const found = documents.find((document) => document.number === number)
  if (found === undefined) throw new RangeError(number)
  return documentText(found)
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}

describe('the text of a document', () => {
  test('the worked example of the rules', () => {
    expect(textOf('2026-0000001')).toBe(`INVOICE 2026-0000001

Buyer        Esimerkki Oy
Business id  1967543-8
Customer     c1
Period       2026-03-01 to 2026-03-31
Issue date   2026-04-03
Due date     2026-04-17
Reference    202 61000 00018

Line  Used in  Description                                        Quantity       Net EUR
----------------------------------------------------------------------------------------
   1  2026-03  API monthly fee                                           1         39.00
   2  2026-03  Transaction fee: purchaseinvoice.nv                     120         30.00

VAT                                                               Base EUR       VAT EUR
----------------------------------------------------------------------------------------
25.5 %, domestic                                                     69.00         17.60

                                                              Net EUR              69.00
                                                              VAT EUR              17.60
                                                              Total EUR            86.60
`)
  })

  test('a credit note names what it corrects, shows before and after, and asks for no payment', () => {
    expect(textOf('2026-C0000001')).toBe(`CREDIT NOTE 2026-C0000001

Buyer        Esimerkki Oy
Business id  1967543-8
Customer     c1
Period       2026-04-01 to 2026-04-30
Issue date   2026-05-04
Corrects     2026-0000001

Line  Used in  Description                                        Quantity       Net EUR
----------------------------------------------------------------------------------------
   1  2026-03  API monthly fee                                           0        -20.00
               adjustment: quantity 1 -> 1, net 39.00 -> 19.00
   2  2026-04  API monthly fee                                           1         19.00

VAT                                                               Base EUR       VAT EUR
----------------------------------------------------------------------------------------
25.5 %, domestic                                                     -1.00         -0.26

                                                              Net EUR              -1.00
                                                              VAT EUR              -0.26
                                                              Total EUR            -1.26
`)
  })

  test('without VAT there is the legal note; a long name is wrapped', () => {
    const text = textOf('2026-0000002')
    expect(text).toContain(`
VAT                                                               Base EUR       VAT EUR
----------------------------------------------------------------------------------------
0 %, reverse charge                                                  39.75          0.00
  Reverse charge: the buyer is liable for the VAT (Articles 44 and 196 of Directive
  2006/112/EC).
`)
    expect(text).toContain(`
Buyer        Aktiebolaget Ekonomisk Rapportering Ekonomisk Rapportering Ekonomisk
             Rapportering Ekonomisk Rapportering Ekonomisk Rapportering Ekonomisk
             Rapportering i Stockholm
VAT number   SE556703748501
`)
  })

  test('the net amounts that it prints add up to the net total that it prints', () => {
    for (const document of documents) {
      const text = documentText(document)
      const cents = (pattern: RegExp) =>
        [...text.matchAll(pattern)].map(([, amount]) => Number(amount?.replace('.', '')))
      const nets = cents(/^ +\d+ {2}\d{4}-\d{2} .* (-?\d+\.\d{2})$/gm)
      expect(nets).toHaveLength(document.lines.length)
      expect([sum(nets)]).toEqual(cents(/ Net EUR +(-?\d+\.\d{2})$/gm))
      const [net = 0, vat = 0] = [
        ...cents(/ Net EUR +(-?\d+\.\d{2})$/gm),
        ...cents(/ VAT EUR +(-?\d+\.\d{2})$/gm),
      ]
      expect([net + vat]).toEqual(cents(/ Total EUR +(-?\d+\.\d{2})$/gm))
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    }
  })
})
