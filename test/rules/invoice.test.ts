import { expect, test } from 'vitest'
import { billingMonth } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import type { DifferenceLine } from '../../rules/difference.ts'
import { invoiceOf, type InvoiceValue } from '../../rules/invoice.ts'
import { formatMoney, moneyOf, noMoney } from '../../rules/money.ts'
import { april, fact, january, march } from './examples.ts'
import { noEvents } from '../../rules/event-set.ts'

const nothing = { quantity: decimal(0), net: noMoney }
const august = billingMonth('2024-08')
const september = billingMonth('2024-09')

function line(usageMonth: typeof march, net: string): DifferenceLine {
  const one = decimal(1)
  return {
    usageMonth,
    key: 'monthly-fee',
    quantity: one,
    net: moneyOf(net),
    before: nothing,
    after: { quantity: one, net: moneyOf(net) },
    events: { before: noEvents, after: noEvents },
    reasons: { rule: 'R8', kind: 'no-longer-owed' },
    listId: undefined,
  }
}

function totals(invoice: InvoiceValue | undefined): readonly string[] {
  return invoice === undefined ? [] : [invoice.net, invoice.vat, invoice.gross].map(formatMoney)
}

test('the worked example: 69.00 + 17.60 (17.595 rounded away from zero) = 86.60', () => {
  const invoice = invoiceOf('c1', march, [line(march, '39.00'), line(march, '30.00')], [])
  expect(totals(invoice)).toEqual(['69.00', '17.60', '86.60'])
  expect(invoice).toMatchObject({ customer: 'c1', month: march, kind: 'invoice' })
  expect(totals(invoiceOf('c1', april, [line(april, '39.00')], []))).toEqual(['39.00', '9.95', '48.95'])
})

test('"No lines, no document"', () => {
  expect(invoiceOf('c1', march, [], [])).toBeUndefined()
})

test('"A negative net total is issued as a credit note", any other as an invoice', () => {
  expect(invoiceOf('c1', april, [line(march, '-39.01'), line(april, '39.00')], [])?.kind).toBe('credit-note')
  expect(invoiceOf('c1', april, [line(march, '-39.00'), line(april, '39.00')], [])?.kind).toBe('invoice')
})

test('VAT is computed per rate on the sum of its lines, each adjustment at the rate of the month it corrects', () => {
  const lines = [line(billingMonth('2024-07'), '-180.00'), line(august, '-180.00'), line(september, '19.00')]
  const invoice = invoiceOf('corrected', september, lines, [])
  expect(totals(invoice)).toEqual(['-341.00', '-81.55', '-422.55'])
  expect(invoice?.kind).toBe('credit-note')
  expect(
    invoice?.vatGroups.map(({ treatment, rate, base, vat }) => [
      treatment,
      rate.toFixed(),
      formatMoney(base),
      formatMoney(vat),
    ]),
  ).toEqual([
    ['domestic', '24', '-360.00', '-86.40'],
    ['domestic', '25.5', '19.00', '4.85'],
  ])
})

test('three lines whose VAT would round up alone are rounded once together', () => {
  const lines = [line(march, '0.02'), line(march, '0.02'), line(march, '0.02')]
  expect(totals(invoiceOf('c1', march, lines, []))).toEqual(['0.06', '0.02', '0.08'])
})

test('an adjustment takes the treatment of its usage month, each treatment in a group of its own', () => {
  const treatments = [fact('reverse-charge' as const, january), fact('domestic' as const, april)]
  const invoice = invoiceOf('c1', april, [line(march, '10.00'), line(april, '10.00')], treatments)
  expect(invoice?.lines.map((each) => [each.vatTreatment, each.vatRate.toFixed()])).toEqual([
    ['reverse-charge', '0'],
    ['domestic', '25.5'],
  ])
  expect(invoice?.vatGroups.map((group) => group.treatment)).toEqual(['domestic', 'reverse-charge'])
  expect(totals(invoice)).toEqual(['20.00', '2.55', '22.55'])
})

test('a treatment that became known after the billing month is not used: "the buyer as then known"', () => {
  const treatments = [fact('outside-eu' as const, january, april)]
  expect(invoiceOf('c1', march, [line(march, '10.00')], treatments)?.lines[0]?.vatTreatment).toBe('domestic')
  expect(invoiceOf('c1', april, [line(march, '10.00')], treatments)?.lines[0]?.vatTreatment).toBe(
    'outside-eu',
  )
})

test('lines are numbered from 1 in their order', () => {
  const invoice = invoiceOf('c1', april, [line(march, '1.00'), line(april, '2.00')], [])
  expect(invoice?.lines.map((each) => [each.lineNumber, each.usageMonth])).toEqual([
    [1, march],
    [2, april],
  ])
})
