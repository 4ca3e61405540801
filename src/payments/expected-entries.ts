import type { JournalLine } from '../../rules/journal-entry.ts'
import { sumOfMoney } from '../../rules/money.ts'
import {
  balancesAfter,
  noBalances,
  paymentLinesOf,
  settlementLinesOf,
  type CustomerBalances,
} from '../../rules/settlement.ts'
import type { LoadedBooking } from './load-bookings.ts'
import { overpaymentVoucher } from './vouchers.ts'

export interface ExpectedEntry {
  readonly voucher: string
  readonly date: string
  readonly lines: readonly JournalLine[]
}

/**
 * The entries that one customer's bookings, in their order, must have made beside those of its documents: its payments,
 * and what documents left to settle. Pure: `verify` compares the journal with it.
 */
export function expectedEntries(bookings: readonly LoadedBooking[]): readonly ExpectedEntry[] {
  const entries: ExpectedEntry[] = []
  let balances: CustomerBalances = noBalances
  for (const booking of bookings) {
    const owed =
      booking.kind === 'payment'
        ? balances
        : { ...balances, receivables: sumOfMoney([balances.receivables, booking.gross]) }
    const lines = booking.kind === 'payment' ? paymentLinesOf(booking.amount, owed) : settlementLinesOf(owed)
    balances = balancesAfter(owed, lines)
    const { date } = booking
    const voucher = booking.kind === 'payment' ? booking.voucher : overpaymentVoucher(booking.voucher)
    if (lines.length > 0) entries.push({ voucher, date, lines })
  }
  return entries
}
