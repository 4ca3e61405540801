import * as fc from 'fast-check'
import finnishBankUtils from 'finnish-bank-utils'
import { expect, test } from 'vitest'
import {
  formatDocumentNumber,
  formatReferenceNumber,
  lastDocumentNumber,
  parseDocumentNumber,
  referenceCheckDigit,
  referenceNumber,
  type DocumentNumber,
} from '../../rules/document-number.ts'

const invoice: DocumentNumber = { kind: 'invoice', year: 2026, number: 1 }
const creditNote: DocumentNumber = { kind: 'credit-note', year: 2026, number: 1 }

const numbers: fc.Arbitrary<DocumentNumber> = fc.record({
  kind: fc.constantFrom('invoice', 'credit-note'),
  year: fc.integer({ min: 1994, max: 2199 }),
  number: fc.integer({ min: 1, max: lastDocumentNumber }),
})

test('"Invoice `2026-0000001`, credit note `2026-C0000001`"', () => {
  expect(formatDocumentNumber(invoice)).toBe('2026-0000001')
  expect(formatDocumentNumber(creditNote)).toBe('2026-C0000001')
  expect(formatDocumentNumber({ ...invoice, number: lastDocumentNumber })).toBe('2026-9999999')
})

test('"reference number = year, series digit (1 invoice, 2 credit note), the seven digits, check digit"', () => {
  expect(referenceNumber(invoice).slice(0, -1)).toBe('202610000001')
  expect(referenceNumber(creditNote).slice(0, -1)).toBe('202620000001')
})

test.each([
  ['1234567', 2],
  ['123456', 1],
  ['1111', 2],
])('the check digit of %s is %i', (body, check) => {
  expect(referenceCheckDigit(body)).toBe(check)
})

test('a reference is printed in fives from the right', () => {
  expect(formatReferenceNumber('2026100000013')).toBe('202 61000 00013')
  expect(formatReferenceNumber('1234567890')).toBe('12345 67890')
})

test.each([
  '2026-0000000',
  '2026-1',
  '2026-00000001',
  '2026-D0000001',
  '26-0000001',
  ' 2026-0000001',
  '2026-0000001\n',
  '',
])('what is not a document number is refused: %j', (text) => {
  expect(parseDocumentNumber(text)).toBeUndefined()
})

test('a document number survives being printed and read', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      expect(parseDocumentNumber(formatDocumentNumber(number))).toEqual(number)
    }),
  )
})

test("another program's bank utilities find every reference number valid, and print it alike", () => {
  fc.assert(
    fc.property(numbers, (number) => {
      const reference = referenceNumber(number)
      expect(finnishBankUtils.isValidFinnishRefNumber(reference)).toBe(true)
      expect(finnishBankUtils.formatFinnishRefNumber(reference)).toBe(formatReferenceNumber(reference))
    }),
  )
})

test('no two documents share a number or a reference number', () => {
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      const same = formatDocumentNumber(one) === formatDocumentNumber(other)
      expect(referenceNumber(one) === referenceNumber(other)).toBe(same)
    }),
  )
})
