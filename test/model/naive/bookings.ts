import { Decimal } from 'decimal.js'
import { euros } from './documents.ts'
import type { SeenBooking, SeenDocument } from './seen.ts'

/** R10: what issuing the documents books, by voucher and account, debits positive; amounts of zero are not booked. */
export function bookingsOf(documents: readonly SeenDocument[]): readonly SeenBooking[] {
  return [...ownBookingsOf(documents), ...settlementsOf(documents)]
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

/** What a customer owes is a receivable, what it is owed an overpayment: each document moves the difference across. */
function settlementsOf(documents: readonly SeenDocument[]): readonly SeenBooking[] {
  const owedBy = new Map<string, Decimal>()
  return documents
    .toSorted((one, other) => (one.month < other.month ? -1 : 1))
    .flatMap(({ customer, number, issueDate, gross }) => {
      const before = owedBy.get(customer) ?? new Decimal(0)
      const after = before.plus(gross)
      owedBy.set(customer, after)
      const receivable = Decimal.max(after, 0).minus(Decimal.max(before, 0))
      const moved = receivable.minus(gross)
      const entry = `${issueDate} ${number}:overpayment`
      return moved.isZero()
        ? []
        : [`${entry} receivables ${euros(moved)}`, `${entry} overpayments ${euros(moved.negated())}`]
    })
}

function revenueAccountOf(charge: string): string {
  if (charge.startsWith('manual:')) return 'manual-charge-revenue'
  return charge === 'monthly-fee' ? 'monthly-fee-revenue' : 'transaction-fee-revenue'
}
