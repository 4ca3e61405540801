import { expect, test } from 'vitest'
import { decimal } from '../../rules/decimal.ts'
import {
  formatMoney,
  minusMoney,
  moneyOf,
  negatedMoney,
  noMoney,
  sumOfMoney,
  toMoney,
} from '../../rules/money.ts'

test('money is rounded once, when it is made', () => {
  expect(formatMoney(toMoney(decimal('69').times('0.255')))).toBe('17.60')
  expect(formatMoney(toMoney(decimal('-0.005')))).toBe('-0.01')
})

test('what is not whole cents is not read as money', () => {
  expect(() => moneyOf('0.005')).toThrow('not whole cents')
  expect(formatMoney(moneyOf('39.000'))).toBe('39.00')
})

test('money is written with two decimals, and zero without a sign', () => {
  expect(formatMoney(moneyOf('39'))).toBe('39.00')
  expect(formatMoney(moneyOf('-341'))).toBe('-341.00')
  expect(formatMoney(negatedMoney(noMoney))).toBe('0.00')
  expect(formatMoney(toMoney(decimal('-0.001')))).toBe('0.00')
})

test('the sum of nothing is nothing', () => {
  expect(formatMoney(sumOfMoney([]))).toBe('0.00')
  expect(formatMoney(minusMoney(moneyOf('1.10'), moneyOf('2.20')))).toBe('-1.10')
})
