import { expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import type { PriceList, RevenueClass } from '../../rules/price-list.ts'
import { provePriceList } from '../../rules/prove-price-list.ts'
import { perUnit, sampleList } from './examples.ts'

function below(bound: string, monthlyFee = '1'): RevenueClass {
  return { bound: decimal(bound), boundIncluded: false, monthlyFee: decimal(monthlyFee) }
}

function pathsOf(changes: Partial<PriceList>): readonly string[] {
  return provePriceList({ ...sampleList, ...changes }).map((finding) => finding.path.join('.'))
}

test('the six classes of the document, with its end included, are proved', () => {
  expect(pathsOf({})).toEqual([])
})

test('a list without classes or prices: classes are needed, default prices are not', () => {
  expect(pathsOf({ revenueClasses: [] })).toEqual(['revenueClasses'])
  expect(pathsOf({ transactionPrices: {} })).toEqual([])
})

test('classes neither overlap nor stand still', () => {
  expect(pathsOf({ revenueClasses: [below('2'), below('2')] })).toEqual(['revenueClasses.1.below'])
  expect(pathsOf({ revenueClasses: [below('3'), below('2'), below('4')] })).toEqual([
    'revenueClasses.1.below',
  ])
  expect(pathsOf({ revenueClasses: [below('0'), below('2')] })).toEqual(['revenueClasses.0.below'])
})

test('"a bound belongs to the class above it": only the last class may include its own', () => {
  const upTo = { ...below('2'), boundIncluded: true }
  expect(pathsOf({ revenueClasses: [upTo, below('3')] })).toEqual(['revenueClasses.0.upTo'])
  expect(pathsOf({ revenueClasses: [below('1'), upTo] })).toEqual([])
})

test('fees may be 0, are never negative, and have at most 6 decimals', () => {
  expect(pathsOf({ revenueClasses: [below('1', '0')] })).toEqual([])
  expect(pathsOf({ revenueClasses: [below('1', '-0.01')] })).toEqual(['revenueClasses.0.monthlyFee'])
  expect(pathsOf({ revenueClasses: [below('1', '0.0000001')] })).toEqual(['revenueClasses.0.monthlyFee'])
})

test('no list takes effect before the first month with a known VAT rate', () => {
  expect(pathsOf({ effectiveFrom: billingMonth('1994-05') })).toEqual(['effectiveFrom'])
  expect(pathsOf({ effectiveFrom: billingMonth('1994-06') })).toEqual([])
})

test('what is wrong with a default price is found under its resource', () => {
  expect(pathsOf({ transactionPrices: { 'escan.nv': perUnit('-1') } })).toEqual([
    'transactionPrices.escan.nv.perUnit',
  ])
})
