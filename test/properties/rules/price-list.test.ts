import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { billingMonth } from '../../../rules/billing-month.ts'
import { decimal } from '../../../rules/decimal.ts'
import type { Price, Tier } from '../../../rules/price.ts'
import type { PriceList, RevenueClass } from '../../../rules/price-list.ts'
import type { Finding } from '../../../rules/prove-price.ts'
import { provePriceList } from '../../../rules/prove-price-list.ts'
import { priceLists, prices, tierTables } from '../generators.ts'

interface Broken<Value> {
  readonly value: Value
  /** Where it was broken. */
  readonly path: Finding['path']
}

const badAmounts = fc.constantFrom('-0.000001', '-1', '0.0000001').map((text) => decimal(text))
const badCounts = fc.constantFrom('-1', '0.5').map((text) => decimal(text))

const brokenClasses: fc.Arbitrary<Broken<PriceList>> = fc
  .tuple(priceLists(), fc.nat(), badAmounts, fc.integer({ min: 0, max: 3 }))
  .map(([list, draw, badAmount, way]) => {
    const classes = list.revenueClasses
    const index = draw % classes.length
    const last = classes.length - 1
    const previous = classes[index - 1]?.bound ?? decimal(0)
    const key = classes[index]?.boundIncluded === true ? 'upTo' : 'below'
    const change = (changes: Partial<RevenueClass>) => ({
      ...list,
      revenueClasses: classes.map((each, place) => (place === index ? { ...each, ...changes } : each)),
    })
    if (way === 0) return { value: { ...list, revenueClasses: [] }, path: ['revenueClasses'] }
    if (way === 1 && index < last)
      return { value: change({ boundIncluded: true }), path: ['revenueClasses', index, 'upTo'] }
    if (way === 2) return { value: change({ bound: previous }), path: ['revenueClasses', index, key] }
    return { value: change({ monthlyFee: badAmount }), path: ['revenueClasses', index, 'monthlyFee'] }
  })

const brokenTiers: fc.Arbitrary<Broken<readonly Tier[]>> = fc
  .tuple(tierTables(), fc.nat(), badAmounts, badCounts, fc.integer({ min: 0, max: 5 }))
  .map(([tiers, draw, badAmount, badCount, way]) => {
    const index = draw % tiers.length
    const last = tiers.length - 1
    const previous = tiers[index - 1]?.upTo
    const change = (changes: Partial<Tier>) =>
      tiers.map((each, place) => (place === index ? { ...each, ...changes } : each))
    if (way === 0) return { value: [], path: [] }
    if (way === 1) return { value: change({ unit: badAmount }), path: [index, 'unit'] }
    if (way === 2) return { value: change({ flat: badAmount }), path: [index, 'flat'] }
    if (index === last) return { value: change({ upTo: decimal(1_000_000) }), path: [index, 'upTo'] }
    if (way === 3) return { value: change({ upTo: undefined }), path: [index, 'upTo'] }
    if (way === 4 && previous !== undefined)
      return { value: change({ upTo: previous }), path: [index, 'upTo'] }
    return { value: change({ upTo: badCount }), path: [index, 'upTo'] }
  })

const brokenPrices: fc.Arbitrary<Broken<Price>> = fc.oneof(
  fc
    .tuple(prices, badCounts)
    .map(([price, badCount]) => ({ value: { ...price, free: badCount }, path: ['free'] })),
  badAmounts.map((unit) => ({
    value: { kind: 'per-unit' as const, unit, free: decimal(0) },
    path: ['perUnit'],
  })),
  fc.constantFrom('0', '-1', '1.5').map((size) => ({
    value: { kind: 'package' as const, size: decimal(size), price: decimal(1), free: decimal(0) },
    path: ['package', 'size'],
  })),
  badAmounts.map((price) => ({
    value: { kind: 'package' as const, size: decimal(1), price, free: decimal(0) },
    path: ['package', 'price'],
  })),
  fc
    .tuple(fc.constantFrom('graduated' as const, 'volume' as const), brokenTiers)
    .map(([kind, { value, path }]) => ({
      value: { kind, tiers: value, free: decimal(0) },
      path: [kind, ...path],
    })),
)

const brokenLists: fc.Arbitrary<Broken<PriceList>> = fc.oneof(
  brokenClasses,
  priceLists(fc.constant(billingMonth('1994-05'))).map((value) => ({ value, path: ['effectiveFrom'] })),
  fc
    .tuple(priceLists(), fc.constantFrom('accounting.nv', 'purchaseinvoice.nv', 'escan.nv'), brokenPrices)
    .map(([list, resource, { value, path }]) => ({
      value: { ...list, transactionPrices: { ...list.transactionPrices, [resource]: value } },
      path: ['transactionPrices', resource, ...path],
    })),
)

test('a list that tiles every revenue and quantity is proved', () => {
  fc.assert(
    fc.property(priceLists(), (list) => {
      expect(provePriceList(list)).toEqual([])
    }),
  )
})

test('a list broken anywhere is found, and the finding points at the broken place', () => {
  fc.assert(
    fc.property(brokenLists, ({ value, path }) => {
      const findings = provePriceList(value)
      expect(findings.map((finding) => finding.path)).toContainEqual(path)
      // Nothing else is blamed, but for the neighbour that a bound moved under.
      expect(findings.length).toBeLessThanOrEqual(2)
    }),
    { numRuns: 400 },
  )
})
