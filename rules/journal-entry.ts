// R10 (decided). Issuing books, per document: debit receivables with the gross; credit monthly-fee, transaction-fee and
// manual-charge revenue with their usage months, and VAT payable per treatment and rate. Amounts are never negative: a
// negative amount stands on the other side. Every entry balances.
// Tests: test/rules/journal-entry.test.ts, test/properties/rules/footing.test.ts
import type { BillingMonth } from './billing-month.ts'
import type { Decimal } from './decimal.ts'
import type { InvoiceValue } from './invoice.ts'
import { isManualChargeKey } from './manual-charge.ts'
import { negatedMoney, noMoney, sumOfMoney, type Money } from './money.ts'
import type { ChargeKey } from './rate-month.ts'
import type { VatTreatment } from './vat.ts'

export const accounts = [
  'receivables',
  'monthly-fee-revenue',
  'transaction-fee-revenue',
  'vat-payable',
  'manual-charge-revenue',
  'bank',
  'overpayments',
] as const
export type Account = (typeof accounts)[number]

/** One side of a booking: exactly one of debit and credit is above zero. */
export interface JournalLine {
  readonly account: Account
  readonly debit: Money
  readonly credit: Money
  /** On revenue accounts: the month the service was used. */
  readonly usageMonth: BillingMonth | undefined
  /** On the VAT account. */
  readonly vatTreatment: VatTreatment | undefined
  readonly vatRate: Decimal | undefined
}

/** The lines that issuing the document books; zero amounts give no line. */
export function journalLinesOf(invoice: InvoiceValue): readonly JournalLine[] {
  const revenue = new Map<string, { account: Account; usageMonth: BillingMonth; nets: Money[] }>()
  for (const line of invoice.lines) {
    const account = revenueAccountOf(line.key)
    const key = `${account} ${line.usageMonth}`
    const group = revenue.get(key) ?? { account, usageMonth: line.usageMonth, nets: [] }
    group.nets.push(line.net)
    revenue.set(key, group)
  }
  return [
    journalSide('receivables', invoice.gross),
    ...[...revenue.values()].map(({ account, usageMonth, nets }) =>
      journalSide(account, negatedMoney(sumOfMoney(nets)), { usageMonth }),
    ),
    ...invoice.vatGroups.map(({ treatment, rate, vat }) =>
      journalSide('vat-payable', negatedMoney(vat), { vatTreatment: treatment, vatRate: rate }),
    ),
  ].filter((line) => !line.debit.isZero() || !line.credit.isZero())
}

function revenueAccountOf(key: ChargeKey): Account {
  if (key === 'monthly-fee') return 'monthly-fee-revenue'
  return isManualChargeKey(key) ? 'manual-charge-revenue' : 'transaction-fee-revenue'
}

/** A positive amount debits the account, a negative one credits it. */
export function journalSide(
  account: Account,
  amount: Money,
  about: { usageMonth?: BillingMonth; vatTreatment?: VatTreatment; vatRate?: Decimal } = {},
): JournalLine {
  const isCredit = amount.isNegative()
  return {
    account,
    debit: isCredit ? noMoney : amount,
    credit: isCredit ? negatedMoney(amount) : noMoney,
    usageMonth: about.usageMonth,
    vatTreatment: about.vatTreatment,
    vatRate: about.vatRate,
  }
}
