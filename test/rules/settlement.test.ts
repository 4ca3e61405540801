import { expect, test } from 'vitest'
import type { JournalLine } from '../../rules/journal-entry.ts'
import { formatMoney, moneyOf } from '../../rules/money.ts'
import { balancesAfter, paymentLinesOf, settlementLinesOf } from '../../rules/settlement.ts'

function balances(receivables: string, overpayments: string) {
  return { receivables: moneyOf(receivables), overpayments: moneyOf(overpayments) }
}

/** `account debit credit` per line. */
function booked(lines: readonly JournalLine[]): readonly string[] {
  return lines.map(({ account, debit, credit }) => `${account} ${formatMoney(debit)} ${formatMoney(credit)}`)
}

test('a payment of what is owed goes from the bank to receivables', () => {
  expect(booked(paymentLinesOf(moneyOf('86.60'), balances('86.60', '0')))).toEqual([
    'bank 86.60 0.00',
    'receivables 0.00 86.60',
  ])
})

test('"an overpayment is a liability": what is paid beyond what is owed', () => {
  expect(booked(paymentLinesOf(moneyOf('100.00'), balances('86.60', '0')))).toEqual([
    'bank 100.00 0.00',
    'receivables 0.00 86.60',
    'overpayments 0.00 13.40',
  ])
  expect(booked(paymentLinesOf(moneyOf('5.00'), balances('0', '13.40')))).toEqual([
    'bank 5.00 0.00',
    'overpayments 0.00 5.00',
  ])
})

test('"used by later invoices": an invoice uses what there is, and no more than it needs', () => {
  expect(booked(settlementLinesOf(balances('48.95', '13.40')))).toEqual([
    'overpayments 13.40 0.00',
    'receivables 0.00 13.40',
  ])
  expect(booked(settlementLinesOf(balances('48.95', '100.00')))).toEqual([
    'overpayments 48.95 0.00',
    'receivables 0.00 48.95',
  ])
})

test('a credit note of more than is owed becomes an overpayment, beside one that was there', () => {
  expect(booked(settlementLinesOf(balances('-48.95', '10.00')))).toEqual([
    'receivables 48.95 0.00',
    'overpayments 0.00 48.95',
  ])
})

test.each([
  ['0', '0'],
  ['48.95', '0'],
  ['0', '13.40'],
])('nothing moves between receivables of %s and overpayments of %s', (receivables, overpayments) => {
  expect(settlementLinesOf(balances(receivables, overpayments))).toEqual([])
})

test('the lines of a settlement leave the balances settled', () => {
  const before = balances('48.95', '13.40')
  const after = balancesAfter(before, settlementLinesOf(before))
  expect(formatMoney(after.receivables)).toBe('35.55')
  expect(formatMoney(after.overpayments)).toBe('0.00')
})
