import { Decimal } from 'decimal.js'
import type { NaivePayment } from './books.ts'
import { euros } from './documents.ts'
import type { SeenBooking, SeenDocument } from './seen.ts'

/** R10: what documents and payments book, by voucher and account, debits positive; amounts of zero are not booked. */
export function bookingsOf(
  documents: readonly SeenDocument[],
  payments: readonly NaivePayment[],
): readonly SeenBooking[] {
  return [...ownBookingsOf(documents), ...settlementsOf(documents, payments)]
}

function ownBookingsOf(documents: readonly SeenDocument[]): readonly SeenBooking[] {
  return documents.flatMap((document) => {
    const amounts = new Map<string, Decimal>()
    const book = (account: string, amount: Decimal) =>
      amounts.set(account, (amounts.get(account) ?? new Decimal(0)).plus(amount))
    book('receivables', new Decimal(document.gross))
    for (const { charge, usageMonth, net } of document.lines)
      book(`${revenueAccountOf(charge)} ${usageMonth}`, new Decimal(net).negated())
    for (const { group, vat } of document.vatGroups) book(`vat-payable ${group}`, new Decimal(vat).negated())
    return [...amounts]
      .filter(([, amount]) => !amount.isZero())
      .map(([account, amount]) => `${document.issueDate} ${document.number} ${account} ${euros(amount)}`)
  })
}

/**
 * What a customer owes is a receivable, what it is owed an overpayment: each document and payment moves the difference
 * across, in the order in which they came.
 */
function settlementsOf(
  documents: readonly SeenDocument[],
  payments: readonly NaivePayment[],
): readonly SeenBooking[] {
  const months = [...new Set(documents.map(({ month }) => month))].toSorted()
  const happenings = [
    ...documents.map(({ customer, number, issueDate, gross, month }) => ({
      customer,
      owed: new Decimal(gross),
      entry: `${issueDate} ${number}:overpayment`,
      booked: new Decimal(gross),
      bank: new Decimal(0),
      place: months.indexOf(month) + 0.5,
    })),
    ...payments.map(({ customer, amount, paidOn, issuedBefore }, index) => ({
      customer,
      owed: new Decimal(amount).negated(),
      entry: `${paidOn} payment:${index + 1}`,
      booked: new Decimal(0),
      bank: new Decimal(amount),
      place: months.filter((month) => month <= issuedBefore).length,
    })),
  ].toSorted((one, other) => one.place - other.place)
  const owedBy = new Map<string, Decimal>()
  return happenings.flatMap(({ customer, owed, entry, booked, bank }) => {
    const before = owedBy.get(customer) ?? new Decimal(0)
    const after = before.plus(owed)
    owedBy.set(customer, after)
    const receivables = Decimal.max(after, 0).minus(Decimal.max(before, 0)).minus(booked)
    const overpayments = Decimal.max(before.negated(), 0).minus(Decimal.max(after.negated(), 0))
    return [
      { account: 'bank', amount: bank },
      { account: 'receivables', amount: receivables },
      { account: 'overpayments', amount: overpayments },
    ]
      .filter(({ amount }) => !amount.isZero())
      .map(({ account, amount }) => `${entry} ${account} ${euros(amount)}`)
  })
}

function revenueAccountOf(charge: string): string {
  if (charge.startsWith('manual:')) return 'manual-charge-revenue'
  return charge === 'monthly-fee' ? 'monthly-fee-revenue' : 'transaction-fee-revenue'
}
