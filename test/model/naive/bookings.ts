import { Decimal } from 'decimal.js'
import { euros } from './documents.ts'
import type { SeenBooking, SeenDocument } from './seen.ts'

/** R10: what issuing the documents books, by voucher and account, debits positive; amounts of zero are not booked. */
export function bookingsOf(documents: readonly SeenDocument[]): readonly SeenBooking[] {
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

function revenueAccountOf(charge: string): string {
  return charge === 'monthly-fee' ? 'monthly-fee-revenue' : 'transaction-fee-revenue'
}
