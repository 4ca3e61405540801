import { expect, test } from 'vitest'
import { decimal } from '../../rules/decimal.ts'
import type { Price, Tier } from '../../rules/price.ts'
import { provePrice } from '../../rules/prove-price.ts'
import { perUnit } from './examples.ts'

const free = decimal(0)

function tier(upTo: string | undefined, unit = '1', flat = '0'): Tier {
  return { upTo: upTo === undefined ? undefined : decimal(upTo), unit: decimal(unit), flat: decimal(flat) }
}

function pathsOf(price: Price): readonly string[] {
  return provePrice(price).map((finding) => finding.path.join('.'))
}

test('prices of 0 are allowed', () => {
  expect(pathsOf(perUnit('0'))).toEqual([])
  expect(pathsOf({ kind: 'volume', tiers: [tier('10', '0'), tier(undefined, '0')], free })).toEqual([])
})

test('"the last tier is open-ended": a closed end, an open middle and no tiers at all are found', () => {
  expect(pathsOf({ kind: 'graduated', tiers: [tier('10'), tier('20')], free })).toEqual(['graduated.1.upTo'])
  expect(pathsOf({ kind: 'volume', tiers: [tier(undefined), tier(undefined)], free })).toEqual([
    'volume.0.upTo',
  ])
  expect(pathsOf({ kind: 'volume', tiers: [], free })).toEqual(['volume'])
})

test('tiers neither overlap nor stand still', () => {
  for (const second of ['10', '9'])
    expect(pathsOf({ kind: 'graduated', tiers: [tier('10'), tier(second), tier(undefined)], free })).toEqual([
      'graduated.1.upTo',
    ])
})

test('bounds, block sizes and free units are whole numbers, as quantities are', () => {
  expect(pathsOf({ kind: 'volume', tiers: [tier('10.5'), tier(undefined)], free })).toEqual(['volume.0.upTo'])
  expect(pathsOf({ kind: 'volume', tiers: [tier('0'), tier(undefined)], free })).toEqual(['volume.0.upTo'])
  for (const size of ['0', '-1', '1.5'])
    expect(pathsOf({ kind: 'package', size: decimal(size), price: free, free })).toEqual(['package.size'])
  for (const units of ['-1', '0.5']) expect(pathsOf(perUnit('1', units))).toEqual(['free'])
})

test('no amount is negative', () => {
  expect(pathsOf(perUnit('-0.01'))).toEqual(['perUnit'])
  expect(pathsOf({ kind: 'package', size: decimal(1), price: decimal('-1'), free })).toEqual([
    'package.price',
  ])
  expect(pathsOf({ kind: 'graduated', tiers: [tier(undefined, '-1', '-2')], free })).toEqual([
    'graduated.0.unit',
    'graduated.0.flat',
  ])
})

test('"Unit prices up to 6 decimals": the seventh is found', () => {
  expect(pathsOf(perUnit('0.000001'))).toEqual([])
  expect(pathsOf(perUnit('0.0000001'))).toEqual(['perUnit'])
  expect(pathsOf({ kind: 'package', size: decimal(1), price: decimal('0.0000001'), free })).toEqual([
    'package.price',
  ])
  expect(pathsOf({ kind: 'volume', tiers: [tier(undefined, '1.1234567', '1.1234567')], free })).toEqual([
    'volume.0.unit',
    'volume.0.flat',
  ])
})

test('a finding says what is wrong and what is allowed', () => {
  expect(provePrice({ kind: 'graduated', tiers: [tier('10'), tier('9'), tier(undefined)], free })).toEqual([
    {
      path: ['graduated', 1, 'upTo'],
      message: '9 is not above the bound before it, 10: the tiers overlap; bounds must rise',
    },
  ])
})
