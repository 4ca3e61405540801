import { expect, test } from 'vitest'
import { decimal, parseDecimal } from '../../rules/decimal.ts'

const price = { integerDigits: 6, fractionDigits: 6 }

test('money is never a binary fraction: a number with decimals is refused', () => {
  expect(() => decimal(0.1)).toThrow('broken invariant')
  expect(() => decimal(Number.MAX_SAFE_INTEGER + 1)).toThrow('broken invariant')
  expect(() => decimal(Number.NaN)).toThrow('broken invariant')
  expect(decimal('0.1').plus('0.2').toFixed()).toBe('0.3')
})

test('no exponent is ever written and no digit is lost', () => {
  expect(String(decimal('0.000001').times('0.000001'))).toBe('0.000000000001')
  expect(JSON.stringify(decimal('12345678901234567890.12'))).toBe('"12345678901234567890.12"')
})

test.each(['39.00', '-1.5', '0', '0.000001', '000012.5000000000', '999999.999999'])(
  'plain digits are read: %s',
  (text) => {
    expect(parseDecimal(text, price)?.equals(text)).toBe(true)
  },
)

test.each([
  '',
  ' 1',
  '1e3',
  '.5',
  '5.',
  '+1',
  '1,5',
  '0x10',
  'NaN',
  'Infinity',
  '1000000',
  '0.0000001',
  '1\n',
])('what is not plain digits, or is beyond the shape, is refused: %j', (text) => {
  expect(parseDecimal(text, price)).toBeUndefined()
})
