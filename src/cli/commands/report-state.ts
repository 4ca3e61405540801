import { Command } from 'commander'
import { formatInstant } from '../../../rules/instant.ts'
import { formatMoney } from '../../../rules/money.ts'
import type { Database } from '../../database/client.ts'
import { cohortsColumns } from '../../reporting/cohorts-columns.ts'
import { cohortsReport } from '../../reporting/cohorts-report.ts'
import { holdsColumns } from '../../reporting/holds-columns.ts'
import { standingHolds } from '../../reporting/holds-report.ts'
import { monthsReport, type MonthRow } from '../../reporting/months-report.ts'
import type { ReportColumn } from '../../reporting/report-columns.ts'
import { unbilledColumns } from '../../reporting/unbilled-columns.ts'
import { unbilledReport } from '../../reporting/unbilled-report.ts'
import { excelOption } from '../csv-options.ts'
import { withBooks, type CliContext } from '../context.ts'
import { reportText, type ReportFormat } from '../report-rows.ts'

export function holdsCommand(context: CliContext): Command {
  return stateCommand(
    context,
    'holds',
    'Usage months that the newest run could not bill, and why.',
    holdsColumns,
    {
      read: standingHolds,
      whenEmpty: 'Nothing is held.',
    },
  )
}

export function unbilledCommand(context: CliContext): Command {
  return stateCommand(
    context,
    'unbilled',
    'Recorded events that are on no document, and why.',
    unbilledColumns,
    {
      read: unbilledReport,
      whenEmpty: 'Every recorded event is billed.',
    },
  )
}

export function monthsCommand(context: CliContext): Command {
  const columns: readonly ReportColumn<MonthRow>[] = [
    { key: 'month', value: (row) => row.month },
    { key: 'state', value: (row) => row.state },
    {
      key: 'closedAt',
      title: 'closed at',
      value: (row) => (row.closedAt === null ? null : formatInstant(row.closedAt)),
    },
    { key: 'closedBy', title: 'by', value: (row) => row.closedBy },
    { key: 'issueDate', title: 'issued', value: (row) => row.issueDate },
    { key: 'eventsPosted', title: 'events', align: 'right', value: (row) => row.eventsPosted },
    { key: 'documents', align: 'right', value: (row) => row.documents },
    { key: 'net', align: 'right', value: (row) => formatMoney(row.net) },
    { key: 'vat', title: 'VAT', align: 'right', value: (row) => formatMoney(row.vat) },
    { key: 'gross', align: 'right', value: (row) => formatMoney(row.gross) },
    { key: 'heldMonths', title: 'held', align: 'right', value: (row) => row.heldMonths },
  ]
  return stateCommand(context, 'months', 'Every month: open, closed or issued, with its totals.', columns, {
    read: monthsReport,
    whenEmpty: 'No month is open yet. Next: npx laskuri import prices FILE',
  })
}

export function cohortsCommand(context: CliContext): Command {
  return stateCommand(
    context,
    'cohorts',
    'Customers by the month of their first billable call, and what they did since.',
    cohortsColumns,
    { read: cohortsReport, whenEmpty: 'Nobody has called billably.' },
  )
}

function stateCommand<Row>(
  context: CliContext,
  name: string,
  description: string,
  columns: readonly ReportColumn<Row>[],
  {
    read,
    whenEmpty,
  }: { readonly read: (db: Database) => Promise<readonly Row[]>; readonly whenEmpty: string },
): Command {
  return new Command(name)
    .description(description)
    .option('--json', 'print as JSON')
    .option('--csv', 'print as CSV')
    .addOption(excelOption())
    .addHelpText('after', `\nExample:\n  npx laskuri report ${name}`)
    .action(async (format: ReportFormat) => {
      context.print(reportText(columns, await withBooks(context, read), format, whenEmpty))
    })
}
