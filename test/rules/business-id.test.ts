import { FinnishBusinessIds } from 'finnish-business-ids'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkBusinessId } from '../../rules/business-id.ts'

test.each(['1790235-0', '1643256-1', '0114162-2', '1633241-3', '2617416-4', '1629284-5', '1967543-8'])(
  'a business id in use is valid: %s',
  (id) => {
    expect(checkBusinessId(id)).toEqual({ kind: 'valid' })
  },
)

test.each([
  '17902350',
  '790235-0',
  '1790235-00',
  ' 1790235-0',
  '1790235-0\n',
  'FI17902350',
  '１790235-0',
  '',
])('what is not written as a business id is malformed: %j', (text) => {
  expect(checkBusinessId(text)).toEqual({ kind: 'malformed' })
})

test('a wrong check digit is refused with the right one; a remainder of 1 was never issued', () => {
  expect(checkBusinessId('1967543-7')).toEqual({ kind: 'wrong-check-digit', expected: 8 })
  expect(checkBusinessId('0000030-0')).toEqual({ kind: 'never-issued' })
})

test("another program's implementation agrees on every id", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 9 }), (body, check) => {
      const digits = String(body).padStart(7, '0')
      const id = `${digits}-${check}`
      const ours = checkBusinessId(id)
      expect(ours.kind === 'valid').toBe(FinnishBusinessIds.isValidBusinessId(id))
      const theirs = FinnishBusinessIds.calculateChecksum(digits)
      if (theirs === -1) expect(ours.kind).toBe('never-issued')
      if (ours.kind === 'wrong-check-digit') expect(ours.expected).toBe(theirs)
    }),
    { numRuns: 500 },
  )
})
