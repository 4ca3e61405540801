import * as fc from 'fast-check'
import finnishBankUtils from 'finnish-bank-utils'
import { expect, test } from 'vitest'
import {
  formatReferenceNumber,
  lastDocumentNumber,
  referenceNumber,
  type DocumentNumber,
} from '../../rules/document-number.ts'
import { paymentReference } from '../../rules/payment-reference.ts'

const numbers: fc.Arbitrary<DocumentNumber> = fc.record({
  kind: fc.constantFrom('invoice', 'credit-note'),
  year: fc.integer({ min: 1994, max: 2199 }),
  number: fc.integer({ min: 1, max: lastDocumentNumber }),
})

const first = { kind: 'document', number: { kind: 'invoice', year: 2026, number: 1 } }

test.each([
  '2026100000018',
  '202 61000 00018',
  '00000002026100000018',
  '00000 00202 61000 00018',
  'RF572026100000018',
  'rf57 2026 1000 0001 8',
  'RF5700000002026100000018',
])('%s names invoice 2026-0000001', (text) => {
  expect(paymentReference(text)).toEqual(first)
})

test.each([
  ['', 'malformed'],
  ['abc', 'malformed'],
  ['2026-0000001', 'malformed'],
  ['0000', 'malformed'],
  ['123456789012345678901', 'malformed'],
  ['RF34', 'malformed'],
  ['2026100000019', 'wrong-check-digit'],
  ['2026010000018', 'wrong-check-digit'],
  ['RF582026100000018', 'wrong-check-digit'],
  ['12345672', 'not-ours'],
  ['RF341234561', 'not-ours'],
  ['RF9811112', 'not-ours'],
  ['2026300000012', 'not-ours'],
  ['2026100000005', 'not-ours'],
])('%j is refused: %s', (text, kind) => {
  expect(paymentReference(text)).toEqual({ kind })
})

/** The RF reference over a national one, by another program's check. */
function creditorReference(reference: string): string {
  const checks = Array.from({ length: 97 }, (_, index) => String(index + 2).padStart(2, '0'))
  const valid = checks.filter((check) => finnishBankUtils.isValidFinnishRefNumber(`RF${check}${reference}`))
  expect(valid).toHaveLength(1)
  return `RF${valid[0]}${reference}`
}

test('every reference number is read back as its document, however a bank prints it', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      const reference = referenceNumber(number)
      const printed = [
        reference,
        formatReferenceNumber(reference),
        reference.padStart(20, '0'),
        creditorReference(reference),
      ]
      for (const text of printed) expect(paymentReference(text)).toEqual({ kind: 'document', number })
    }),
  )
})

test('one wrong digit never names another document', () => {
  fc.assert(
    fc.property(numbers, fc.nat({ max: 12 }), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
      const reference = referenceNumber(number)
      const wrong = (Number(reference[at]) + by) % 10
      const mistyped = reference.slice(0, at) + String(wrong) + reference.slice(at + 1)
      expect(paymentReference(mistyped).kind).not.toBe('document')
    }),
  )
})
