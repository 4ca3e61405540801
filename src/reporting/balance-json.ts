import { formatMoney, type Money } from '../../rules/money.ts'
import type { BalanceReport } from './balance-report.ts'

/** The report for programs: money as decimal strings. */
export function balanceJson({ accounts, customers, agreement }: BalanceReport) {
  return {
    accounts: accounts.map((row) => ({ account: row.account, ...amountsJson(row) })),
    customers: customers.map(({ customer, receivables, overpayments, documents, agrees }) => ({
      customer,
      receivables: formatMoney(receivables),
      overpayments: formatMoney(overpayments),
      documents: documents.map((row) => ({
        ...row,
        gross: formatMoney(row.gross),
        open: formatMoney(row.open),
      })),
      agrees,
    })),
    agreement: {
      receivables: formatMoney(agreement.receivables),
      overpayments: formatMoney(agreement.overpayments),
      gross: formatMoney(agreement.gross),
      payments: formatMoney(agreement.payments),
      difference: formatMoney(agreement.difference),
      customers: agreement.customers,
    },
  }
}

function amountsJson(row: { readonly debit: Money; readonly credit: Money; readonly balance: Money }) {
  return {
    debit: formatMoney(row.debit),
    credit: formatMoney(row.credit),
    balance: formatMoney(row.balance),
  }
}
