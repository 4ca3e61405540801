import { expect, test } from 'vitest'
import { formatMoney, moneyOf } from '../../rules/money.ts'
import { openItemsOf, type Booking } from '../../rules/open-documents.ts'

function document(number: string, gross: string, corrects: readonly string[] = []): Booking {
  return { kind: 'document', number, gross: moneyOf(gross), corrects }
}

function payment(amount: string, named: string): Booking {
  return { kind: 'payment', amount: moneyOf(amount), document: named }
}

/** `number open` per document, and the overpayment. */
function open(...bookings: readonly Booking[]): readonly string[] {
  const { documents, overpayment } = openItemsOf(bookings)
  return [
    ...documents.map((each) => `${each.number} ${formatMoney(each.open)}`),
    `overpayment ${formatMoney(overpayment)}`,
  ]
}

const three = [document('a', '10.00'), document('b', '20.00'), document('c', '30.00')]

test('"by reference number, to that document": also when an older one is open', () => {
  expect(open(...three, payment('20.00', 'b'))).toEqual(['a 10.00', 'c 30.00', 'overpayment 0.00'])
})

test('"then the oldest open": what a payment leaves goes to the others, oldest first', () => {
  expect(open(...three, payment('35.00', 'b'))).toEqual(['c 25.00', 'overpayment 0.00'])
  expect(open(...three, payment('20.00', 'b'), payment('20.00', 'b'))).toEqual([
    'c 20.00',
    'overpayment 0.00',
  ])
})

test('a partial payment leaves its document open with the rest', () => {
  expect(open(...three, payment('0.01', 'c'))).toEqual(['a 10.00', 'b 20.00', 'c 29.99', 'overpayment 0.00'])
})

test('"an overpayment is a liability, used by later invoices": until it is used up', () => {
  const paid = [document('a', '10.00'), payment('45.00', 'a')]
  expect(open(...paid)).toEqual(['overpayment 35.00'])
  expect(open(...paid, document('b', '20.00'))).toEqual(['overpayment 15.00'])
  expect(open(...paid, document('b', '20.00'), document('c', '30.00'))).toEqual([
    'c 15.00',
    'overpayment 0.00',
  ])
})

test('"a credit note lowers receivables of the invoices it names, then of the oldest open"', () => {
  expect(open(...three, document('d', '-25.00', ['b']))).toEqual(['a 5.00', 'c 30.00', 'overpayment 0.00'])
  expect(open(...three, document('d', '-40.00', ['c', 'b']))).toEqual([
    'a 10.00',
    'c 10.00',
    'overpayment 0.00',
  ])
})

test('a credit note of a paid invoice goes to the oldest open one, or becomes an overpayment', () => {
  expect(open(...three, payment('10.00', 'a'), document('d', '-10.00', ['a']))).toEqual([
    'b 10.00',
    'c 30.00',
    'overpayment 0.00',
  ])
  expect(open(document('a', '10.00'), payment('10.00', 'a'), document('b', '-10.00', ['a']))).toEqual([
    'overpayment 10.00',
  ])
})

test('over a change of VAT rate the sign of the gross decides: an invoice below zero, a credit note above it', () => {
  expect(open(document('a', '10.00'), document('b', '-0.15'))).toEqual(['a 9.85', 'overpayment 0.00'])
  expect(open(document('c', '14.99', ['a']), payment('14.00', 'c'))).toEqual(['c 0.99', 'overpayment 0.00'])
  expect(open(document('a', '0.00'))).toEqual(['overpayment 0.00'])
})
