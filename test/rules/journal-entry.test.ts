import { expect, test } from 'vitest'
import { journalLinesOf } from '../../rules/journal-entry.ts'
import { invoiceOf } from '../../rules/invoice.ts'
import { formatMoney, moneyOf, noMoney } from '../../rules/money.ts'
import { decimal } from '../../rules/decimal.ts'
import type { DifferenceLine } from '../../rules/difference.ts'
import { april, fact, january, march } from './examples.ts'
import { noEvents } from '../../rules/event-set.ts'

function line(key: DifferenceLine['key'], usageMonth: typeof march, net: string): DifferenceLine {
  const nothing = { quantity: decimal(0), net: noMoney }
  const after = { quantity: decimal(1), net: moneyOf(net) }
  const reasons = { rule: 'R8', kind: 'no-longer-owed' } as const
  return {
    usageMonth,
    key,
    quantity: decimal(1),
    net: after.net,
    before: nothing,
    after,
    events: { before: noEvents, after: noEvents },
    reasons,
    listId: undefined,
  }
}

/** `account about debit credit` per line. */
function booked(lines: readonly DifferenceLine[], treatment: 'domestic' | 'reverse-charge' = 'domestic') {
  const invoice = invoiceOf('c1', april, lines, [fact(treatment, january)])
  return (invoice === undefined ? [] : journalLinesOf(invoice)).map((side) =>
    [
      side.account,
      side.usageMonth ?? side.vatTreatment ?? '-',
      formatMoney(side.debit),
      formatMoney(side.credit),
    ].join(' '),
  )
}

test('"debit receivables (gross); credit monthly-fee revenue, transaction-fee revenue (with their usage months), VAT"', () => {
  const lines = [
    line('monthly-fee', march, '39.00'),
    line('transaction-fee:accounting.nv', april, '20.00'),
    line('transaction-fee:escan.nv', april, '10.00'),
  ]
  expect(booked(lines)).toEqual([
    'receivables - 86.60 0.00',
    'monthly-fee-revenue 2026-03 0.00 39.00',
    'transaction-fee-revenue 2026-04 0.00 30.00',
    'vat-payable domestic 0.00 17.60',
  ])
})

test('a credit note books the other way round, and no amount is negative', () => {
  expect(booked([line('monthly-fee', march, '-39.00')])).toEqual([
    'receivables - 0.00 48.95',
    'monthly-fee-revenue 2026-03 39.00 0.00',
    'vat-payable domestic 9.95 0.00',
  ])
})

test('amounts of zero are not booked: no VAT under reverse charge, revenue that cancels out', () => {
  expect(booked([line('monthly-fee', march, '39.00')], 'reverse-charge')).toEqual([
    'receivables - 39.00 0.00',
    'monthly-fee-revenue 2026-03 0.00 39.00',
  ])
  expect(
    booked([
      line('transaction-fee:accounting.nv', march, '5.00'),
      line('transaction-fee:escan.nv', march, '-5.00'),
    ]),
  ).toEqual([])
})
