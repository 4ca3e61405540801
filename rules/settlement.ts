// R10 (decided). "An overpayment is a liability, used by later invoices." What a payment or a document leaves on a
// customer's two accounts is settled at once: below zero, receivables are an overpayment; with both above zero, the
// smaller of the two is used. So neither is ever below zero, and they are never both above it.
// Tests: test/rules/settlement.test.ts, test/properties/rules/settlement.test.ts
import { journalSide, type JournalLine } from './journal-entry.ts'
import { minusMoney, negatedMoney, noMoney, smallerMoney, sumOfMoney, type Money } from './money.ts'

/** What a customer owes us (a debit balance), and what we owe the customer (a credit balance). */
export interface CustomerBalances {
  readonly receivables: Money
  readonly overpayments: Money
}

export const noBalances: CustomerBalances = { receivables: noMoney, overpayments: noMoney }

/** What moves between the two accounts after a booking; nothing when they are settled. */
export function settlementLinesOf({ receivables, overpayments }: CustomerBalances): readonly JournalLine[] {
  if (receivables.isNegative() && !receivables.isZero())
    return [journalSide('receivables', negatedMoney(receivables)), journalSide('overpayments', receivables)]
  const used = smallerMoney(receivables, overpayments)
  if (!used.greaterThan(noMoney)) return []
  return [journalSide('overpayments', used), journalSide('receivables', negatedMoney(used))]
}

/** What a payment books: the bank, receivables as far as anything is owed, and the rest as an overpayment. */
export function paymentLinesOf(amount: Money, { receivables }: CustomerBalances): readonly JournalLine[] {
  const owed = receivables.isNegative() ? noMoney : receivables
  const settled = smallerMoney(amount, owed)
  return [
    journalSide('bank', amount),
    journalSide('receivables', negatedMoney(settled)),
    journalSide('overpayments', minusMoney(settled, amount)),
  ].filter((line) => !line.debit.isZero() || !line.credit.isZero())
}

/** The balances when the lines are booked too. */
export function balancesAfter(
  { receivables, overpayments }: CustomerBalances,
  lines: readonly JournalLine[],
): CustomerBalances {
  const debited = (account: JournalLine['account']) =>
    sumOfMoney(
      lines.filter((line) => line.account === account).map(({ debit, credit }) => minusMoney(debit, credit)),
    )
  return {
    receivables: sumOfMoney([receivables, debited('receivables')]),
    overpayments: minusMoney(overpayments, debited('overpayments')),
  }
}
