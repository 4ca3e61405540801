import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { decimal } from '../../rules/decimal.ts'
import { priceOf, type Price, type Tier } from '../../rules/price.ts'
import { perUnit } from './examples.ts'

function tiers(
  ...rows: readonly (readonly [upTo: string | undefined, unit: string, flat?: string])[]
): readonly Tier[] {
  return rows.map(([upTo, unit, flat = '0']) => ({
    upTo: upTo === undefined ? undefined : decimal(upTo),
    unit: decimal(unit),
    flat: decimal(flat),
  }))
}

const free = decimal(0)
const graduated: Price = {
  kind: 'graduated',
  free: decimal(5),
  tiers: tiers(['10', '0.10', '2'], ['20', '0.05', '3'], [undefined, '0.015']),
}
const volume: Price = {
  kind: 'volume',
  free,
  tiers: tiers(['100', '0.02', '10'], ['200', '0.01'], [undefined, '0.005', '50']),
}
const blocks: Price = { kind: 'package', size: decimal(10), price: decimal('1.005'), free }

function amount(price: Price, quantity: string): string {
  return priceOf(price, decimal(quantity)).amount.toFixed()
}

test('per unit: every unit at its price', () => {
  expect(amount(perUnit('0.25'), '120')).toBe('30')
  expect(amount(perUnit('0.012345'), '1000')).toBe('12.345')
})

test('"package (blocks of n, rounded up)"', () => {
  expect([1, 10, 11, 20, 21].map((quantity) => amount(blocks, String(quantity)))).toEqual([
    '1.005',
    '1.005',
    '2.01',
    '2.01',
    '3.015',
  ])
})

test('"graduated: every tier reached" charges its flat, and bounds are upper-inclusive', () => {
  expect(['6', '15', '16', '25', '26'].map((quantity) => amount(graduated, quantity))).toEqual([
    '2.1',
    '3',
    '6.05',
    '6.5',
    '6.515',
  ])
})

test('"volume: the one tier that prices all units", its flat alone, bounds upper-inclusive', () => {
  expect(['1', '100', '101', '200', '201'].map((quantity) => amount(volume, quantity))).toEqual([
    '10.02',
    '12',
    '1.01',
    '2',
    '51.005',
  ])
})

test('free units are "taken off first": what is left is priced as if it were all', () => {
  expect(amount(perUnit('0.25', '100'), '120')).toBe('5')
  expect(amount({ ...blocks, free: decimal(10) }, '21')).toBe('2.01')
  expect(amount({ ...volume, free: decimal(100) }, '200')).toBe('12')
})

test.each([
  ['per unit', perUnit('1', '5')],
  ['package', { ...blocks, free: decimal(5) }],
  ['graduated with flats', graduated],
  ['volume with flats', { ...volume, free: decimal(5) }],
] as const)('zero units, or only free ones, cost nothing: %s', (_, price) => {
  expect(amount(price, '0')).toBe('0')
  expect(amount(price, '5')).toBe('0')
  expect(amount({ ...price, free }, '0')).toBe('0')
})

test('the steps show the arithmetic: units at unit each, plus flat, is amount', () => {
  expect(priceOf(graduated, decimal(26)).steps).toEqual([
    { label: 'free units', units: '5', unit: '0', flat: '0', amount: '0' },
    { label: 'graduated tier 1-10', units: '10', unit: '0.1', flat: '2', amount: '3' },
    { label: 'graduated tier 11-20', units: '10', unit: '0.05', flat: '3', amount: '3.5' },
    { label: 'graduated tier above 20', units: '1', unit: '0.015', flat: '0', amount: '0.015' },
  ])
  expect(priceOf(volume, decimal(101)).steps).toEqual([
    { label: 'volume tier 101-200', units: '101', unit: '0.01', flat: '0', amount: '1.01' },
  ])
  expect(priceOf(blocks, decimal(21)).steps).toEqual([
    { label: 'packages of 10', units: '3', unit: '1.005', flat: '0', amount: '3.015' },
  ])
})

const vectorsFile = path.resolve(import.meta.dirname, '../../../shared/vectors/price-vectors.json')
const digits = z.string().regex(/^\d+(\.\d+)?$/)
const vectorsShape = z.object({
  suites: z.array(
    z.object({
      id: z.string(),
      mode: z.enum(['graduated', 'volume', 'package']),
      price: z.object({
        tiers: z.array(z.object({ upTo: digits.nullable(), unit: digits, flat: digits })).optional(),
        size: digits.optional(),
        amount: digits.optional(),
        free: digits.optional(),
      }),
      policy: z.object({ zeroUsageFlat: z.literal('charge').optional() }).optional(),
      cases: z.array(z.object({ qty: digits, amount: digits })),
    }),
  ),
})

describe('as other billing systems price it (their published numbers)', () => {
  if (!existsSync(vectorsFile)) {
    test.skip('skipped: ../shared/vectors/price-vectors.json is not beside this checkout', () => undefined)
    return
  }
  const { suites } = vectorsShape.parse(JSON.parse(readFileSync(vectorsFile, 'utf8')))
  for (const { id, mode, price, policy, cases } of suites) {
    const vectorPrice: Price =
      mode === 'package'
        ? {
            kind: mode,
            size: decimal(price.size ?? ''),
            price: decimal(price.amount ?? ''),
            free: decimal(price.free ?? '0'),
          }
        : {
            kind: mode,
            tiers: tiers(
              ...(price.tiers ?? []).map(({ upTo, unit, flat }) => [upTo ?? undefined, unit, flat] as const),
            ),
            free,
          }
    for (const { qty, amount: theirs } of cases) {
      // Named divergence: some systems charge the first tier's flat at quantity 0; R4 charges nothing there.
      const divergence = policy?.zeroUsageFlat === 'charge' && qty === '0'
      const name = divergence ? `we charge nothing, they charge ${theirs} (zeroUsageFlat)` : `is ${theirs}`
      test(`${id}: quantity ${qty} ${name}`, () => {
        expect(amount(vectorPrice, qty)).toBe(divergence ? '0' : decimal(theirs).toFixed())
      })
    }
  }
  test('no suite was left out', () => {
    expect(suites.length).toBeGreaterThanOrEqual(9)
  })
})
