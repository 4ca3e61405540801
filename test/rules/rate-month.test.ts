import { expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import { formatMoney } from '../../rules/money.ts'
import { rateMonth, type CustomerFacts } from '../../rules/rate-month.ts'
import {
  april,
  customerFacts,
  fact,
  firstSuccess,
  imports,
  instant,
  january,
  march,
  may,
  packagePremium,
  perUnit,
  recordedSampleList,
  separateBasic,
} from './examples.ts'

const lists = [recordedSampleList]
const openedAt = instant('2026-03-03T09:00:00+02:00')
const success = firstSuccess(1, instant('2026-03-10T10:00:00+02:00'), march)
const open = { openings: [{ openingNumber: 1, openedAt, closedAt: undefined }], firstSuccesses: [success] }
const closedInApril = {
  ...open,
  openings: [{ openingNumber: 1, openedAt, closedAt: instant('2026-04-02T09:00:00+03:00') }],
}

/** `monthly-fee 1 39.00` per charge, or the reasons of the hold. */
function bill(facts: CustomerFacts, month = march, knownIn = may): readonly string[] {
  const rated = rateMonth(facts, month, knownIn, lists)
  return rated.kind === 'held'
    ? rated.reasons.map((each) => each.reason)
    : rated.charges.map(({ key, quantity, net }) => `${key} ${quantity.toFixed()} ${formatMoney(net)}`)
}

test('the worked example of the rules: March 39.00 + 30.00, April 39.00, May nothing', () => {
  const facts = customerFacts({ ...closedInApril, usage: [imports('purchaseinvoice.nv', march, 120)] })
  expect(bill(facts, march)).toEqual(['monthly-fee 1 39.00', 'transaction-fee:purchaseinvoice.nv 120 30.00'])
  expect(bill(facts, april)).toEqual(['monthly-fee 1 39.00'])
  expect(bill(facts, may)).toEqual([])
})

test('opening alone bills nothing', () => {
  expect(bill(customerFacts({ openings: open.openings }))).toEqual([])
})

test('"billed on monthly basis": a month of the span without a single call still owes the fee', () => {
  expect(bill(customerFacts(open), may)).toEqual(['monthly-fee 1 39.00'])
})

test('"included in Professional- and Premium -service packages": no monthly fee, but the transaction fee is due', () => {
  const facts = customerFacts({
    ...open,
    terms: [fact(packagePremium, january)],
    revenue: [],
    usage: [imports('accounting.nv', march, 5)],
  })
  expect(bill(facts)).toEqual(['transaction-fee:accounting.nv 5 0.75'])
})

test('transaction fees are due in a month without a monthly fee', () => {
  expect(bill(customerFacts({ usage: [imports('accounting.nv', march, 5)] }))).toEqual([
    'transaction-fee:accounting.nv 5 0.75',
  ])
})

test('moving from a package to separate pricing inside a span owes the fee from that month on, calls or not', () => {
  const terms = [fact(packagePremium, january), fact(separateBasic, may)]
  const facts = customerFacts({ ...open, terms })
  expect(bill(facts, april)).toEqual([])
  expect(bill(facts, may)).toEqual(['monthly-fee 1 39.00'])
})

test('"The usage of other API functionalities is included in the monthly service fee": GETs and other resources', () => {
  const get = { ...imports('accounting.nv', march, 9), method: 'GET' }
  expect(bill(customerFacts({ ...open, usage: [get, imports('customerlist.nv', march, 9)] }))).toEqual([
    'monthly-fee 1 39.00',
  ])
})

test('tiers count one month of one resource, whatever the parts, and the line is rounded once', () => {
  const usage = [
    imports('accounting.nv', march, 1),
    imports('accounting.nv', march, 2, april),
    imports('accounting.nv', april, 50),
    imports('purchaseinvoice.nv', march, 1),
  ]
  const transactionPrices = [{ ...fact(perUnit('0.005', '1'), january), resource: 'accounting.nv' as const }]
  const facts = customerFacts({ usage, transactionPrices })
  expect(bill(facts)).toEqual([
    'transaction-fee:accounting.nv 3 0.01',
    'transaction-fee:purchaseinvoice.nv 1 0.25',
  ])
  expect(bill(facts, march, march)[0]).toBe('transaction-fee:accounting.nv 1 0.00')
})

test('a hold holds the usage month whole and lists all its reasons; other months go on', () => {
  const facts = customerFacts({
    ...open,
    revenue: [fact(decimal(350_000), april)],
    usage: [
      imports('escan.nv', march, 1),
      imports('accounting.nv', march, 1),
      imports('accounting.nv', april, 1),
    ],
  })
  expect(rateMonth(facts, march, may, lists)).toEqual({
    kind: 'held',
    reasons: [{ reason: 'revenue-unknown' }, { reason: 'no-transaction-price', resources: ['escan.nv'] }],
  })
  expect(bill(facts, april)).toEqual(['monthly-fee 1 39.00', 'transaction-fee:accounting.nv 1 0.15'])
})

test('revenue above the listed classes holds, with its numbers, until a fee is agreed', () => {
  const rich = { ...open, revenue: [fact(decimal('10000000.01'), january)] }
  expect(rateMonth(customerFacts(rich), march, may, lists)).toEqual({
    kind: 'held',
    reasons: [{ reason: 'above-listed-classes', revenue: '10000000.01', endOfTable: '10000000' }],
  })
  const agreedMonthlyFees = [fact(decimal('450.00'), january)]
  expect(bill(customerFacts({ ...rich, agreedMonthlyFees }))).toEqual(['monthly-fee 1 450.00'])
})

test('no monthly fee is due, so an unknown revenue holds nothing: packages, and months outside a span', () => {
  expect(bill(customerFacts({ ...open, terms: [fact(packagePremium, january)], revenue: [] }))).toEqual([])
  expect(bill(customerFacts({ ...closedInApril, revenue: [] }), may)).toEqual([])
})

test('usage that was all taken back is neither charged nor held', () => {
  const usage = [imports('escan.nv', march, 3), imports('escan.nv', march, -3, april)]
  expect(bill(customerFacts({ usage }), march, march)).toEqual(['no-transaction-price'])
  expect(bill(customerFacts({ usage }), march, april)).toEqual([])
})

test('months before the first price list were never ours to bill, but a span may start there', () => {
  const december = billingMonth('2025-12')
  const early = instant('2025-12-10T10:00:00+02:00')
  const facts = customerFacts({
    openings: [{ openingNumber: 1, openedAt: instant('2025-12-01T10:00:00+02:00'), closedAt: undefined }],
    firstSuccesses: [firstSuccess(1, early, january)],
    terms: [fact(separateBasic, december)],
    usage: [imports('escan.nv', december, 5, january)],
  })
  expect(rateMonth(facts, december, may, lists)).toEqual({ kind: 'rated', charges: [] })
  expect(bill(facts, january)).toEqual(['monthly-fee 1 39.00'])
})

test('every charge names its rule, its dated values and its arithmetic', () => {
  const facts = customerFacts({ ...closedInApril, usage: [imports('purchaseinvoice.nv', march, 120)] })
  const rated = rateMonth(facts, march, april, lists)
  expect(rated.kind === 'rated' && rated.charges.map((charge) => charge.reasons)).toMatchObject([
    {
      rule: 'R3',
      span: { firstSuccessAt: success.at, from: march, to: april },
      basis: { kind: 'revenue-class', revenue: '350000', classFrom: '200000', classBound: '500000' },
      fee: '39',
    },
    {
      rule: 'R4',
      basis: { kind: 'price-list', priceList: 'worked-examples (from 2026-01, version 1)' },
      steps: [{ label: 'per unit', units: '120', unit: '0.25', flat: '0', amount: '30' }],
      exact: '30',
    },
  ])
})
