import { formatMoney, type Money } from '../../rules/money.ts'
import type { BalanceReport } from './balance-report.ts'
import { plainCsv, type CsvDialect } from './csv-dialect.ts'
import { csv } from './csv.ts'

const columns = [
  'part',
  'account',
  'customer',
  'document',
  'issueDate',
  'dueDate',
  'daysOverdue',
  'debit',
  'credit',
  'balance',
] as const
type Row = Readonly<Partial<Record<(typeof columns)[number], string>>>

/** The report as one table: `account`, `document` (open ones), `overpayment` and `difference` rows. */
export function balanceCsv(report: BalanceReport, dialect: CsvDialect = plainCsv): string {
  return csv(
    columns,
    rowsOf(report).map((row) => columns.map((column) => row[column] ?? '')),
    dialect,
  )
}

function rowsOf({ accounts, customers, agreement }: BalanceReport): readonly Row[] {
  return [
    ...accounts.map((row) => ({ part: 'account', account: row.account, ...moneyColumns(row) })),
    ...customers.flatMap(({ customer, documents }) =>
      documents.map((row) => ({
        part: 'document',
        customer,
        document: row.number,
        issueDate: row.issueDate,
        dueDate: row.dueDate,
        daysOverdue: String(row.daysOverdue),
        debit: formatMoney(row.gross),
        balance: formatMoney(row.open),
      })),
    ),
    ...customers
      .filter(({ overpayments }) => !overpayments.isZero())
      .map(({ customer, overpayments }) => ({
        part: 'overpayment',
        customer,
        balance: formatMoney(overpayments),
      })),
    { part: 'difference', balance: formatMoney(agreement.difference) },
    ...agreement.customers.map((customer) => ({ part: 'difference', customer })),
  ]
}

function moneyColumns(row: { readonly debit: Money; readonly credit: Money; readonly balance: Money }) {
  return {
    debit: formatMoney(row.debit),
    credit: formatMoney(row.credit),
    balance: formatMoney(row.balance),
  }
}
