import { formatMoney, noMoney, sumOfMoney } from '../../rules/money.ts'
import type { Agreement, BalanceReport } from '../reporting/balance-report.ts'
import type { CustomerStanding } from '../reporting/owed-by-customers.ts'
import { table } from './table.ts'

/** The trial balance, who owes what, and whether the journal agrees with documents and payments. */
export function balanceText(report: BalanceReport, isOfOneCustomer: boolean): string {
  const { customers, agreement } = report
  const owed = isOfOneCustomer ? documentsText(customers) : customersText(customers)
  return [accountsText(report), owed, agreementText(agreement)].join('\n\n')
}

function accountsText({ accounts }: BalanceReport): string {
  const total = (side: 'debit' | 'credit' | 'balance') =>
    formatMoney(sumOfMoney(accounts.map((each) => each[side])))
  return table(
    [{ title: 'account' }, right('debit'), right('credit'), right('balance EUR')],
    [
      ...accounts.map((row) => [
        row.account,
        formatMoney(row.debit),
        formatMoney(row.credit),
        formatMoney(row.balance),
      ]),
      ['total', total('debit'), total('credit'), total('balance')],
    ],
  )
}

/** Up to 20 customers, those most overdue first. */
function customersText(customers: readonly CustomerStanding[]): string {
  if (customers.length === 0) return 'Nobody owes anything, and nobody has paid too much.'
  const rows = customers
    .map((standing) => ({ ...standing, ...overdueOf(standing) }))
    .toSorted((one, other) => other.overdue.comparedTo(one.overdue))
  const shown = table(
    [
      { title: 'customer' },
      right('open'),
      right('open EUR'),
      right('overdue EUR'),
      right('days'),
      right('overpaid EUR'),
    ],
    rows
      .slice(0, 20)
      .map(({ customer, documents, receivables, overdue, days, overpayments }) => [
        customer,
        String(documents.length),
        formatMoney(receivables),
        formatMoney(overdue),
        String(days),
        formatMoney(overpayments),
      ]),
  )
  const more = rows.length - 20
  return more > 0 ? `${shown}\n… and ${more} more: npx laskuri report balance --csv` : shown
}

function overdueOf({ documents }: CustomerStanding) {
  const late = documents.filter(({ daysOverdue }) => daysOverdue > 0)
  return {
    overdue: sumOfMoney(late.map(({ open }) => open)),
    days: Math.max(0, ...late.map(({ daysOverdue }) => daysOverdue)),
  }
}

function documentsText(customers: readonly CustomerStanding[]): string {
  const documents = customers.flatMap((standing) => standing.documents)
  const overpaid = sumOfMoney(customers.map(({ overpayments }) => overpayments))
  const overpayment = overpaid.greaterThan(noMoney)
    ? [`Paid too much, for later invoices: ${formatMoney(overpaid)} EUR`]
    : []
  if (documents.length === 0) return ['No document is open.', ...overpayment].join('\n')
  const shown = table(
    [
      { title: 'document' },
      { title: 'issued' },
      { title: 'due' },
      right('days overdue'),
      right('gross'),
      right('open EUR'),
    ],
    documents.map((row) => [
      row.number,
      row.issueDate,
      row.dueDate,
      String(row.daysOverdue),
      formatMoney(row.gross),
      formatMoney(row.open),
    ]),
  )
  return [shown, ...overpayment].join('\n')
}

function agreementText(agreement: Agreement): string {
  const { receivables, overpayments, gross, payments, difference, customers } = agreement
  const sides = [
    `Journal: receivables ${formatMoney(receivables)} - overpayments ${formatMoney(overpayments)}`,
    `Documents ${formatMoney(gross)} - payments ${formatMoney(payments)}`,
  ]
  if (difference.isZero() && customers.length === 0) return [...sides, 'They agree, to the cent.'].join('\n')
  const more = customers.length > 5 ? ` and ${customers.length - 5} more` : ''
  const whose = customers.length === 0 ? '' : `; customers: ${customers.slice(0, 5).join(', ')}${more}`
  return [...sides, `They differ by ${formatMoney(difference)} EUR${whose}`].join('\n')
}

function right(title: string) {
  return { title, align: 'right' } as const
}
