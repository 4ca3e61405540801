import { expect, test } from 'vitest'
import { decimal } from '../../rules/decimal.ts'
import { differenceLines, type BilledCharge } from '../../rules/difference.ts'
import { formatMoney, moneyOf } from '../../rules/money.ts'
import type { Charge } from '../../rules/rate-month.ts'
import { april, march } from './examples.ts'
import { noEvents } from '../../rules/event-set.ts'

const key = 'transaction-fee:accounting.nv'

function charge(chargeKey: Charge['key'], quantity: number, net: string): Charge {
  const basis = { kind: 'price-list', priceList: 'worked-examples' } as const
  const reasons = { rule: 'R4', basis, steps: [], exact: net } as const
  return {
    key: chargeKey,
    quantity: decimal(quantity),
    net: moneyOf(net),
    reasons,
    listId: 1,
    events: noEvents,
  }
}

function billed(chargeKey: Charge['key'], quantity: number, net: string, usageMonth = march): BilledCharge {
  return { usageMonth, key: chargeKey, quantity: decimal(quantity), net: moneyOf(net), events: noEvents }
}

function linesOf(charges: readonly Charge[], before: readonly BilledCharge[]): readonly string[] {
  return differenceLines(march, charges, before).map(
    (line) => `${line.key} ${line.quantity.toFixed()} ${formatMoney(line.net)}`,
  )
}

test('the first bill of a month is what is owed', () => {
  expect(linesOf([charge(key, 9, '1.35'), charge('monthly-fee', 1, '39.00')], [])).toEqual([
    'monthly-fee 1 39.00',
    `${key} 9 1.35`,
  ])
})

test('an adjustment is the difference of quantity and net, and stores before and after', () => {
  const [line] = differenceLines(march, [charge(key, 12, '1.80')], [billed(key, 9, '1.35')])
  expect(line).toMatchObject({
    usageMonth: march,
    key,
    quantity: decimal(3),
    net: moneyOf('0.45'),
    listId: 1,
  })
  expect(line?.before).toEqual({ quantity: decimal(9), net: moneyOf('1.35') })
  expect(line?.after).toEqual({ quantity: decimal(12), net: moneyOf('1.80') })
})

test('what is no longer owed is taken back whole, and says so', () => {
  const [line] = differenceLines(march, [], [billed('monthly-fee', 1, '39.00')])
  expect(line).toMatchObject({
    key: 'monthly-fee',
    quantity: decimal(-1),
    net: moneyOf('-39.00'),
    reasons: { rule: 'R8', kind: 'no-longer-owed' },
    listId: undefined,
  })
})

test('a lower fee is a line of quantity 0', () => {
  expect(linesOf([charge('monthly-fee', 1, '19.00')], [billed('monthly-fee', 1, '199.00')])).toEqual([
    'monthly-fee 0 -180.00',
  ])
})

test('"A zero net gives no line, whatever the quantity"', () => {
  expect(linesOf([charge(key, 1, '0.00')], [])).toEqual([])
  expect(linesOf([charge(key, 2, '0.15')], [billed(key, 1, '0.15')])).toEqual([])
})

test('"1 unit inside the free ones, later 9 in all, is one line of quantity 9"', () => {
  expect(linesOf([charge(key, 9, '0.60')], [])).toEqual([`${key} 9 0.60`])
})

test('what was billed for another month is no part of the difference', () => {
  expect(linesOf([charge(key, 9, '1.35')], [billed(key, 9, '1.35', april)])).toEqual([`${key} 9 1.35`])
})
