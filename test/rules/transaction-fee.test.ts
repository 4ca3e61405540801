import { expect, test } from 'vitest'
import { decimal } from '../../rules/decimal.ts'
import { transactionFeeOf } from '../../rules/transaction-fee.ts'
import { april, fact, january, march, may, perUnit, recordedSampleList } from './examples.ts'

const ten = decimal(10)
const own = { ...fact(perUnit('0.40'), april), resource: 'accounting.nv' } as const

function amountIn(month: typeof march, prices: Parameters<typeof transactionFeeOf>[2]): string {
  const decision = transactionFeeOf('accounting.nv', ten, prices, recordedSampleList, month, may)
  return decision.kind === 'fee' ? decision.priced.amount.toFixed() : decision.kind
}

test('"A transaction fee is a customer-specific": the customer\'s own dated price wins over the list', () => {
  expect(amountIn(march, [own])).toBe('1.5')
  expect(amountIn(april, [own])).toBe('4')
  expect(transactionFeeOf('accounting.nv', ten, [own], recordedSampleList, april, may)).toMatchObject({
    basis: { kind: 'customer-price', from: april, factId: own.factId },
    listId: undefined,
  })
})

test("without an own price the list's default is charged, and named", () => {
  expect(transactionFeeOf('purchaseinvoice.nv', ten, [own], recordedSampleList, april, may)).toMatchObject({
    kind: 'fee',
    basis: { kind: 'price-list', priceList: 'worked-examples (from 2026-01, version 1)' },
    listId: 1,
  })
})

test('with neither, the decision is `no-transaction-price`, never a price of zero', () => {
  expect(transactionFeeOf('escan.nv', ten, [own], recordedSampleList, april, may)).toEqual({
    kind: 'no-transaction-price',
    resource: 'escan.nv',
  })
})

test('"`price: null` from a month on ends it": the list\'s default holds again', () => {
  const ended = { ...fact(null, may), resource: 'accounting.nv' } as const
  expect(amountIn(april, [own, ended])).toBe('4')
  expect(amountIn(may, [own, ended])).toBe('1.5')
})

test('an own price that became known later does not change a month as known before', () => {
  const late = { ...fact(perUnit('0.40'), january, may), resource: 'accounting.nv' } as const
  const decision = transactionFeeOf('accounting.nv', ten, [late], recordedSampleList, march, march)
  expect(decision.kind === 'fee' && decision.basis.kind).toBe('price-list')
})
