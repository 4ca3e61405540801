import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthsFrom } from '../../../rules/billing-month.ts'
import { decimal, zero } from '../../../rules/decimal.ts'
import { differenceLines, type DifferenceLine } from '../../../rules/difference.ts'
import { invoiceOf, type InvoiceValue } from '../../../rules/invoice.ts'
import { journalLinesOf } from '../../../rules/journal-entry.ts'
import { negatedMoney, noMoney, sumOfMoney } from '../../../rules/money.ts'
import { rateMonth, type ChargeKey } from '../../../rules/rate-month.ts'
import { vatTreatments } from '../../../rules/vat.ts'
import { firstMonth, histories, lastMonth, moneys, monthsBetween } from '../generators.ts'
import { noEvents } from '../../../rules/event-set.ts'

const keys: readonly ChargeKey[] = [
  'monthly-fee',
  'transaction-fee:accounting.nv',
  'transaction-fee:escan.nv',
]

const anyLines: fc.Arbitrary<readonly DifferenceLine[]> = fc.array(
  fc
    .record({ usageMonth: monthsBetween(firstMonth, 6), key: fc.constantFrom(...keys), net: moneys })
    .map(({ usageMonth, key, net }) => ({
      usageMonth,
      key,
      quantity: decimal(1),
      net,
      before: { quantity: zero, net: noMoney },
      after: { quantity: decimal(1), net },
      events: { before: noEvents, after: noEvents },
      reasons: { rule: 'R8', kind: 'no-longer-owed' } as const,
      listId: undefined,
    })),
  { minLength: 1, maxLength: 12 },
)

const anyTreatments = fc
  .array(fc.tuple(monthsBetween(firstMonth, 6), fc.constantFrom(...vatTreatments)), { maxLength: 3 })
  .map((facts) => facts.map(([from, value], index) => ({ factId: index + 1, from, postedIn: from, value })))

/** Documents of lines at random, charges and credits over the change of VAT rate mixed. */
const anyInvoices = fc
  .tuple(anyLines, anyTreatments)
  .map(([lines, treatments]) => invoiceOf('c1', lastMonth, lines, treatments))
  .filter((invoice) => invoice !== undefined)

/** Documents that rating a random history gives. */
const ratedInvoices = histories
  .map(({ facts, priceLists }) => {
    const lines = monthsFrom(firstMonth, lastMonth).flatMap((month) => {
      const rated = rateMonth(facts, month, lastMonth, priceLists)
      return rated.kind === 'rated' ? differenceLines(month, rated.charges, []) : []
    })
    return invoiceOf('c1', lastMonth, lines, facts.vatTreatments)
  })
  .filter((invoice) => invoice !== undefined)

function foots(invoice: InvoiceValue): void {
  expect(sumOfMoney(invoice.lines.map((line) => line.net)).equals(invoice.net)).toBe(true)
  expect(sumOfMoney(invoice.vatGroups.map((group) => group.base)).equals(invoice.net)).toBe(true)
  expect(sumOfMoney(invoice.vatGroups.map((group) => group.vat)).equals(invoice.vat)).toBe(true)
  expect(sumOfMoney([invoice.net, invoice.vat]).equals(invoice.gross)).toBe(true)
  for (const money of [invoice.net, invoice.vat, invoice.gross])
    expect(money.decimalPlaces()).toBeLessThanOrEqual(2)
}

test('every document foots: lines sum to net, VAT bases sum to net, net + VAT = gross', () => {
  fc.assert(fc.property(anyInvoices, foots))
  fc.assert(fc.property(ratedInvoices, foots), { numRuns: 50 })
})

test('VAT of a group is its base times its rate, to the nearest cent, computed once (BR-CO-17)', () => {
  fc.assert(
    fc.property(anyInvoices, ({ vatGroups, lines }) => {
      for (const { treatment, rate, base, vat } of vatGroups) {
        const exact = base.times(rate).dividedBy(100)
        expect(vat.minus(exact).abs().lessThanOrEqualTo('0.005')).toBe(true)
        const own = lines.filter((line) => line.vatTreatment === treatment && line.vatRate.equals(rate))
        expect(sumOfMoney(own.map((line) => line.net)).equals(base)).toBe(true)
        if (treatment !== 'domestic') expect(vat.isZero()).toBe(true)
      }
      expect(new Set(vatGroups.map(({ treatment, rate }) => `${treatment} ${rate.toFixed()}`)).size).toBe(
        vatGroups.length,
      )
    }),
  )
})

test('a document is a credit note exactly when its net total is negative', () => {
  fc.assert(
    fc.property(anyInvoices, ({ kind, net }) => {
      expect(kind === 'credit-note').toBe(net.lessThan(0))
    }),
  )
})

test('every journal entry balances, each line on exactly one side, no amount negative', () => {
  fc.assert(
    fc.property(fc.oneof(anyInvoices, ratedInvoices), (invoice) => {
      const lines = journalLinesOf(invoice)
      const debit = sumOfMoney(lines.map((line) => line.debit))
      const credit = sumOfMoney(lines.map((line) => line.credit))
      expect(debit.equals(credit)).toBe(true)
      for (const line of lines) {
        expect(line.debit.isZero()).not.toBe(line.credit.isZero())
        expect(line.debit.lessThan(0) || line.credit.lessThan(0)).toBe(false)
      }
      const receivables = lines.filter((line) => line.account === 'receivables')
      const owed = receivables.reduce((sum, line) => sum.plus(line.debit).minus(line.credit), zero)
      expect(owed.equals(invoice.gross)).toBe(true)
    }),
  )
})

test('a document and its exact opposite cancel to the cent, VAT included', () => {
  fc.assert(
    fc.property(anyLines, anyTreatments, (lines, treatments) => {
      const opposite = lines.map((line) => ({ ...line, net: negatedMoney(line.net) }))
      const [one, other] = [lines, opposite].map((each) => invoiceOf('c1', lastMonth, each, treatments))
      expect(one?.gross.plus(other?.gross ?? 1).isZero()).toBe(true)
    }),
  )
})
