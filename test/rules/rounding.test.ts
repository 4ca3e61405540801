import { expect, test } from 'vitest'
import { decimal } from '../../rules/decimal.ts'
import { blocksRoundedUp, quotientCutToWhole, roundToCentsHalfAwayFromZero } from '../../rules/rounding.ts'

test.each([
  ['0.005', '0.01'],
  ['-0.005', '-0.01'],
  ['0.0049999', '0'],
  ['-0.0049999', '0'],
  ['2.675', '2.68'],
  ['1.005', '1.01'],
  ['-1.005', '-1.01'],
  ['17.595', '17.6'],
  ['9.945', '9.95'],
  ['-81.545', '-81.55'],
  ['0.015', '0.02'],
  ['0.025', '0.03'],
])('an exact half of a cent goes away from zero: %s becomes %s', (exact, rounded) => {
  expect(roundToCentsHalfAwayFromZero(decimal(exact)).toFixed()).toBe(rounded)
})

test.each([
  ['0', '10', '0'],
  ['1', '10', '1'],
  ['10', '10', '1'],
  ['11', '10', '2'],
  ['21', '10', '3'],
  ['7', '1', '7'],
  ['1000000000000000000001', '3', '333333333333333333334'],
])('"package (blocks of n, rounded up)": %s in blocks of %s are %s', (quantity, size, blocks) => {
  expect(blocksRoundedUp(decimal(quantity), decimal(size)).toFixed()).toBe(blocks)
})

test.each([
  ['20', '3', '6'],
  ['21', '3', '7'],
  ['-20', '3', '-6'],
  ['2', '0.6666666666', '3'],
  ['1000000000000000000001', '3', '333333333333333333333'],
])('a quotient is cut, never rounded up: %s by %s is %s', (dividend, divisor, quotient) => {
  expect(quotientCutToWhole(decimal(dividend), decimal(divisor)).toFixed()).toBe(quotient)
})
