import { expect, test } from 'vitest'
import { decimal } from '../../rules/decimal.ts'
import { moneyOf } from '../../rules/money.ts'
import { priceOf, type Tier } from '../../rules/price.ts'
import type { IssuedLine } from '../../src/documents/document.ts'
import { explainLine } from '../../src/documents/explain-line.ts'
import { instant, january, march } from '../rules/examples.ts'

const span = { firstSuccessAt: instant('2026-03-10T08:00:00Z'), from: march, to: null }
const vat =
  "R5: VAT 25.5 % (domestic), as for 2026-03; computed on the sum of the document's lines with that rate."

/** A line of March that bills a quantity for the first time. */
function line(quantity: number, net: string, rest: Pick<IssuedLine, 'charge' | 'reasons'>): IssuedLine {
  const amount = { quantity: decimal(quantity), net: moneyOf(net) }
  const before = { quantity: decimal(0), net: moneyOf('0') }
  const vatOf = { vatTreatment: 'domestic', vatRate: decimal('25.50') } as const
  return { lineNumber: 1, usageMonth: march, ...amount, ...vatOf, before, after: amount, listId: 1, ...rest }
}

function tier(upTo: string | undefined, unit: string, flat: string): Tier {
  return { upTo: upTo === undefined ? undefined : decimal(upTo), unit: decimal(unit), flat: decimal(flat) }
}

test('a monthly fee by revenue class names the first success, the revenue, the class and the list', () => {
  const basis = {
    kind: 'revenue-class',
    revenue: '350000',
    revenueFrom: january,
    revenueFactId: 7,
    classFrom: '200000',
    classBound: '500000',
    boundIncluded: false,
    priceList: 'sample (from 2026-01, version 1)',
  } as const
  const reasons = { rule: 'R3', span, basis, fee: '39' } as const
  expect(explainLine(line(1, '39.00', { charge: 'monthly-fee', reasons }))).toEqual([
    'R2: the first successful call was on 2026-03-10 10:00:00+02:00, so months are billed from 2026-03 on; the API was still open.',
    'R3: the monthly fee of 2026-03 is 39.00 EUR: revenue 350000 EUR a year, reported from 2026-01 on (fact 7), is in the class from 200000 to below 500000 EUR of the price list sample (from 2026-01, version 1).',
    vat,
  ])
})

test('an agreed fee finer than a cent says how it was rounded', () => {
  const basis = { kind: 'agreed-monthly-fee', from: january, factId: 3 } as const
  const reasons = { rule: 'R3', span: { ...span, to: march }, basis, fee: '10.005' } as const
  expect(explainLine(line(1, '10.01', { charge: 'monthly-fee', reasons }))).toEqual([
    "R2: the first successful call was on 2026-03-10 10:00:00+02:00, so months are billed from 2026-03 to 2026-03, the month of the API's closing.",
    'R3: the monthly fee of 2026-03 is 10.005 EUR: agreed with the customer from 2026-01 on (fact 3), which wins over the revenue classes.',
    'R5: 10.005 EUR is rounded once, half away from zero: 10.01 EUR.',
    vat,
  ])
})

test('a transaction fee shows every step of its price', () => {
  const tiers = [tier('100', '0.40', '0'), tier(undefined, '0.30', '5')]
  const { steps, amount } = priceOf({ kind: 'graduated', free: decimal(10), tiers }, decimal(120))
  const basis = { kind: 'customer-price', from: january, factId: 4 } as const
  const reasons = { rule: 'R4', basis, steps, exact: amount.toFixed() } as const
  expect(explainLine(line(120, '48.00', { charge: 'transaction-fee:escan.nv', reasons }))).toEqual([
    "R4: 120 imports to escan.nv in 2026-03, at the customer's own price from 2026-01 on (fact 4).",
    'free units: 10 x 0 = 0.00 EUR.',
    'graduated tier 1-100: 100 x 0.4 = 40.00 EUR.',
    'graduated tier above 100: 10 x 0.3 + 5 = 8.00 EUR.',
    'In all 48.00 EUR.',
    vat,
  ])
})

test('an adjustment to nothing shows what was billed before', () => {
  const billed = { quantity: decimal(1), net: moneyOf('39.00') }
  const gone = line(0, '0.00', { charge: 'monthly-fee', reasons: { rule: 'R8', kind: 'no-longer-owed' } })
  expect(explainLine({ ...gone, quantity: decimal(-1), net: moneyOf('-39.00'), before: billed })).toEqual([
    'R8: by the facts known now, nothing is owed for this in 2026-03.',
    'Billed before for 2026-03: quantity 1, 39.00 EUR.',
    'R8: this line is the difference: 0.00 - 39.00 = -39.00 EUR.',
    vat,
  ])
})
