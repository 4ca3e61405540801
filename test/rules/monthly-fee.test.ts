import { expect, test } from 'vitest'
import { decimal } from '../../rules/decimal.ts'
import { monthlyFeeOf, revenueClassOf } from '../../rules/monthly-fee.ts'
import { april, fact, january, march, may, recordedSampleList, sampleList } from './examples.ts'

const none = { revenue: [], agreedMonthlyFees: [] }

test.each([
  ['less than 0,2 Meur', '0', '19'],
  ['less than 0,2 Meur', '199999.99', '19'],
  ['0,2 - 0,5 Meur', '200000', '39'],
  ['0,2 - 0,5 Meur', '499999.99', '39'],
  ['0,5 - 1,0 Meur', '500000', '59'],
  ['1,0 - 2,0 Meur', '1000000', '89'],
  ['2,0 - 5,0 Meur', '2000000', '139'],
  ['5,0 - 10,0 Meur', '5000000', '199'],
  ['5,0 - 10,0 Meur', '10000000', '199'],
])('"Monthly fees are based on target company\'s revenue class": "%s" holds %s', (_, revenue, fee) => {
  const found = revenueClassOf(sampleList, decimal(revenue))
  expect(found.kind === 'class' ? found.monthlyFee.toFixed() : found.kind).toBe(fee)
})

test('above the table is its own decision, with the end of the table: never the last class', () => {
  expect(
    monthlyFeeOf(
      { ...none, revenue: [fact(decimal('10000000.01'), january)] },
      recordedSampleList,
      march,
      march,
    ),
  ).toEqual({
    kind: 'above-listed-classes',
    revenue: '10000000.01',
    endOfTable: '10000000',
  })
})

test('a table whose last class is "below" leaves its end out', () => {
  const list = { ...sampleList, revenueClasses: sampleList.revenueClasses.slice(0, 1) }
  expect(revenueClassOf(list, decimal('199999.99')).kind).toBe('class')
  expect(revenueClassOf(list, decimal('200000')).kind).toBe('above-listed-classes')
})

test('no revenue report in force is `revenue-unknown`, never a fee of zero', () => {
  expect(monthlyFeeOf(none, recordedSampleList, march, march)).toEqual({ kind: 'revenue-unknown' })
  const later = { ...none, revenue: [fact(decimal(1), april)] }
  expect(monthlyFeeOf(later, recordedSampleList, march, may)).toEqual({ kind: 'revenue-unknown' })
})

test('"an agreed monthly fee in force wins over the table at any revenue, also where none is known"', () => {
  const agreed = fact(decimal('450'), january)
  for (const revenue of [[], [fact(decimal(350_000), january)], [fact(decimal(50_000_000), january)]]) {
    const decision = monthlyFeeOf({ revenue, agreedMonthlyFees: [agreed] }, recordedSampleList, march, march)
    expect(decision).toEqual({
      kind: 'fee',
      fee: decimal('450'),
      basis: { kind: 'agreed-monthly-fee', from: january, factId: agreed.factId },
      listId: undefined,
    })
  }
})

test('an agreed fee of 0 is an agreement; "`fee: null` from a month on ends it"', () => {
  const agreedMonthlyFees = [fact(decimal(0), january), fact(null, april)]
  const facts = { revenue: [fact(decimal(350_000), january)], agreedMonthlyFees }
  const free = monthlyFeeOf(facts, recordedSampleList, march, may)
  const ended = monthlyFeeOf(facts, recordedSampleList, april, may)
  expect(free.kind === 'fee' && free.fee.toFixed()).toBe('0')
  expect(ended.kind === 'fee' && ended.fee.toFixed()).toBe('39')
})

test('the decision carries the numbers that led to it: revenue, its month, class, bounds, list version', () => {
  const report = fact(decimal('350000.50'), january)
  expect(monthlyFeeOf({ ...none, revenue: [report] }, recordedSampleList, march, march)).toEqual({
    kind: 'fee',
    fee: decimal('39.00'),
    listId: 1,
    basis: {
      kind: 'revenue-class',
      revenue: '350000.5',
      revenueFrom: january,
      revenueFactId: report.factId,
      classFrom: '200000',
      classBound: '500000',
      boundIncluded: false,
      priceList: 'worked-examples (from 2026-01, version 1)',
    },
  })
})
