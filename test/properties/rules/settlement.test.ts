import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimal } from '../../../rules/decimal.ts'
import { formatMoney, minusMoney, moneyOf, noMoney, sumOfMoney, type Money } from '../../../rules/money.ts'
import { openItemsOf, type Booking } from '../../../rules/open-documents.ts'
import {
  balancesAfter,
  noBalances,
  paymentLinesOf,
  settlementLinesOf,
  type CustomerBalances,
} from '../../../rules/settlement.ts'

function euros(cents: number): Money {
  return moneyOf(decimal(cents).dividedBy(decimal(100)).toFixed(2))
}

type Drawn = { readonly cents: number; readonly kind: Booking['kind']; readonly about: readonly number[] }

/** Documents above, at and below zero, and payments; what they name is one of the documents before them. */
const histories: fc.Arbitrary<readonly Booking[]> = fc
  .array(
    fc.record({
      cents: fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -3000, max: 3000 })),
      kind: fc.constantFrom('document', 'payment'),
      about: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 25 },
  )
  .map((drawn) => drawn.reduce<readonly Booking[]>(withBooking, []))

function withBooking(before: readonly Booking[], { cents, kind, about }: Drawn): readonly Booking[] {
  const numbers = before.flatMap((each) => (each.kind === 'document' ? [each.number] : []))
  const named = about.flatMap((index) => numbers[index % numbers.length] ?? [])
  const [first] = named
  if (kind === 'payment' && first !== undefined && cents !== 0)
    return [...before, { kind: 'payment', amount: euros(Math.abs(cents)), document: first }]
  const corrects = cents < 0 ? named : []
  return [...before, { kind: 'document', number: `d${numbers.length}`, gross: euros(cents), corrects }]
}

/** The two accounts after the journal's bookings: what verifying compares the documents with. */
function journalled(bookings: readonly Booking[]): CustomerBalances {
  return bookings.reduce((before, booking) => {
    if (booking.kind === 'payment') return balancesAfter(before, paymentLinesOf(booking.amount, before))
    const receivables = sumOfMoney([before.receivables, booking.gross])
    const after = { receivables, overpayments: before.overpayments }
    return balancesAfter(after, settlementLinesOf(after))
  }, noBalances)
}

test('open amounts less the overpayment are the gross of all documents less all payments, to the cent', () => {
  fc.assert(
    fc.property(histories, (bookings) => {
      const { documents, overpayment } = openItemsOf(bookings)
      const open = sumOfMoney(documents.map((each) => each.open))
      const owed = sumOfMoney(
        bookings.map((each) => (each.kind === 'document' ? each.gross : minusMoney(noMoney, each.amount))),
      )
      expect(formatMoney(minusMoney(open, overpayment))).toBe(formatMoney(owed))
    }),
  )
})

test("the journal's receivables are the open amounts, and its overpayments the overpayment, after every booking", () => {
  fc.assert(
    fc.property(histories, (bookings) => {
      const { documents, overpayment } = openItemsOf(bookings)
      const { receivables, overpayments } = journalled(bookings)
      expect(formatMoney(receivables)).toBe(formatMoney(sumOfMoney(documents.map((each) => each.open))))
      expect(formatMoney(overpayments)).toBe(formatMoney(overpayment))
    }),
  )
})

test('nothing is ever below zero, and a customer never owes and is owed at once', () => {
  fc.assert(
    fc.property(histories, (bookings) => {
      const { documents, overpayment } = openItemsOf(bookings)
      for (const { open } of documents) expect(open.greaterThan(noMoney)).toBe(true)
      expect(overpayment.lessThan(noMoney)).toBe(false)
      if (documents.length > 0) expect(overpayment.isZero()).toBe(true)
    }),
  )
})

/** The same, one cent after the other, as somebody would with coins in envelopes: `number cents`, and cents left over. */
function centByCent(bookings: readonly Booking[]): readonly string[] {
  const envelopes: { number: string; cents: number }[] = []
  let spare = 0
  for (const booking of bookings) {
    const amount = booking.kind === 'payment' ? booking.amount : booking.gross
    const cents = Math.abs(Number(amount.times(100).toFixed()))
    if (booking.kind === 'document' && amount.greaterThan(noMoney)) {
      const envelope = { number: booking.number, cents }
      for (; spare > 0 && envelope.cents > 0; spare -= 1) envelope.cents -= 1
      envelopes.push(envelope)
      continue
    }
    const named = booking.kind === 'payment' ? [booking.document] : booking.corrects
    for (let coin = 0; coin < cents; coin += 1) {
      const open = envelopes.filter((each) => each.cents > 0)
      const next = open.find(({ number }) => named.includes(number)) ?? open[0]
      if (next === undefined) spare += 1
      else next.cents -= 1
    }
  }
  return [
    ...envelopes.filter((each) => each.cents > 0).map(({ number, cents }) => `${number} ${cents}`),
    `spare ${spare}`,
  ]
}

test('settling goes the way of coins put one by one into the first envelope that takes them', () => {
  fc.assert(
    fc.property(histories, (bookings) => {
      const { documents, overpayment } = openItemsOf(bookings)
      const shown = documents.map(({ number, open }) => `${number} ${open.times(100).toFixed()}`)
      expect([...shown, `spare ${overpayment.times(100).toFixed()}`]).toEqual(centByCent(bookings))
    }),
  )
})
