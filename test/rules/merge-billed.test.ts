import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimal } from '../../rules/decimal.ts'
import type { BilledCharge } from '../../rules/difference.ts'
import { mergeBilled } from '../../rules/merge-billed.ts'
import { formatMoney, moneyOf, sumOfMoney } from '../../rules/money.ts'
import { moneys } from '../properties/generators.ts'
import { april, march } from './examples.ts'
import { noEvents } from '../../rules/event-set.ts'

function part(net: string, quantity: number, usageMonth = march): BilledCharge {
  return { usageMonth, key: 'monthly-fee', quantity: decimal(quantity), net: moneyOf(net), events: noEvents }
}

function shown(billed: readonly BilledCharge[]): readonly string[] {
  return billed.map(
    ({ usageMonth, quantity, net }) => `${usageMonth} ${quantity.toFixed()} ${formatMoney(net)}`,
  )
}

test('what was billed is the sum of the issued lines, quantity and net each, by usage month and charge', () => {
  expect(shown(mergeBilled([part('39.00', 1)], [part('-20.00', 0), part('19.00', 1, april)]))).toEqual([
    '2026-03 1 19.00',
    '2026-04 1 19.00',
  ])
})

test('what was taken back whole counts as not billed', () => {
  expect(shown(mergeBilled([part('39.00', 1)], [part('-39.00', -1)]))).toEqual(['2026-03 0 0.00'])
})

test('nothing issued changes nothing', () => {
  const billed = [part('39.00', 1)]
  expect(mergeBilled(billed, [])).toBe(billed)
})

test('no cent is lost, and each charge stands once, however documents are merged', () => {
  const parts = fc.array(
    fc.record({
      usageMonth: fc.constantFrom(march, april),
      key: fc.constantFrom('monthly-fee' as const, 'transaction-fee:escan.nv' as const),
      quantity: fc.integer({ min: -9, max: 9 }).map((quantity) => decimal(quantity)),
      net: moneys,
      events: fc.constant(noEvents),
    }),
  )
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const merged = mergeBilled(mergeBilled([], one), other)
      expect(mergeBilled([], [...one, ...other])).toEqual(merged)
      expect(new Set(merged.map(({ usageMonth, key }) => `${usageMonth} ${key}`)).size).toBe(merged.length)
      const all = sumOfMoney([...one, ...other].map((each) => each.net))
      expect(sumOfMoney(merged.map((each) => each.net)).equals(all)).toBe(true)
    }),
  )
})
