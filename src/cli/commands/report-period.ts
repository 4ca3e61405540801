import { Command, InvalidArgumentError, Option } from 'commander'
import { laterMonth, type BillingMonth } from '../../../rules/billing-month.ts'
import { formatMoney } from '../../../rules/money.ts'
import type { DatabasePool } from '../../database/client.ts'
import { BillingError } from '../../errors/billing-error.ts'
import { loadBooks } from '../../invoicing/run-months.ts'
import { revenueReport, type ChargeRevenue, type MonthRevenue } from '../../reporting/revenue-report.ts'
import { usageDimensions, usageIntervals, type UsageDimension } from '../../reporting/usage-question.ts'
import { usageReport, type UsageRow } from '../../reporting/usage-report.ts'
import { countArgument, monthArgument } from '../arguments.ts'
import { withBooks, type CliContext } from '../context.ts'
import { reportText, type ReportColumn, type ReportFormat } from '../report-rows.ts'

interface Period {
  readonly from?: BillingMonth
  readonly to?: BillingMonth
}

interface UsageOptions extends Period, ReportFormat {
  readonly interval: (typeof usageIntervals)[number]
  readonly groupBy: readonly UsageDimension[]
  readonly top?: number
  readonly customer?: string
  readonly resource?: string
}

export function usageCommand(context: CliContext): Command {
  return periodCommand('usage', 'Recorded API call events by hour, day or month in Helsinki time.')
    .addOption(
      new Option('--interval <interval>', 'how long a row is').choices(usageIntervals).default('month'),
    )
    .addOption(
      new Option('--group-by <dimensions>', `a comma list of ${usageDimensions.join(', ')}`)
        .argParser(dimensionsArgument)
        .default([], 'none'),
    )
    .option('--top <count>', 'the groups with the most events; the rest is one row, other', countArgument)
    .option('--customer <id>', 'of one customer')
    .option('--resource <name>', 'of one resource')
    .addHelpText(
      'after',
      '\nExample:\n  npx laskuri report usage --from 2026-03 --to 2026-03 --group-by resource --csv',
    )
    .action(async (options: UsageOptions) => {
      const rows = await withBooks(context, async (db) =>
        usageReport(db, {
          ...options,
          ...(await periodOf(db, options)),
          customers: options.customer === undefined ? undefined : [options.customer],
        }),
      )
      const columns: readonly ReportColumn<UsageRow>[] = [
        { key: 'period', value: (row) => row.period },
        ...options.groupBy.map((key) => ({ key, value: (row: UsageRow) => row[key] ?? null })),
        ...(options.top === undefined
          ? []
          : [{ key: 'other', value: (row: UsageRow) => row.other ?? false }]),
        { key: 'events', align: 'right', value: (row) => row.events },
        { key: 'quantity', align: 'right', value: (row) => row.quantity.toFixed() },
      ]
      context.print(reportText(columns, rows, options, 'No usage is recorded.'))
    })
}

export function revenueCommand(context: CliContext): Command {
  return periodCommand('revenue', 'Issued revenue by billing month and charge, adjustments apart.')
    .option('--by-month', 'a row per month, with VAT and gross, instead of per charge')
    .addHelpText('after', '\nExample:\n  npx laskuri report revenue --from 2026-01 --to 2026-03')
    .action(async (options: Period & ReportFormat & { byMonth?: true }) => {
      const report = await withBooks(context, async (db) => revenueReport(db, await periodOf(db, options)))
      context.print(
        options.byMonth === true
          ? reportText(monthColumns, report.months, options, 'Nothing is issued.')
          : reportText(chargeColumns, report.charges, options, 'Nothing is issued.'),
      )
    })
}

const chargeColumns: readonly ReportColumn<ChargeRevenue>[] = [
  { key: 'month', value: (row) => row.month },
  { key: 'charge', value: (row) => row.charge },
  { key: 'adjustment', value: (row) => row.adjustment },
  { key: 'documents', align: 'right', value: (row) => row.documents },
  { key: 'lines', align: 'right', value: (row) => row.lines },
  { key: 'quantity', align: 'right', value: (row) => row.quantity.toFixed() },
  { key: 'net', align: 'right', value: (row) => formatMoney(row.net) },
]

const monthColumns: readonly ReportColumn<MonthRevenue>[] = [
  { key: 'month', value: (row) => row.month },
  { key: 'invoices', align: 'right', value: (row) => row.invoices },
  { key: 'creditNotes', title: 'credit notes', align: 'right', value: (row) => row.creditNotes },
  { key: 'net', align: 'right', value: (row) => formatMoney(row.net) },
  { key: 'vat', title: 'VAT', align: 'right', value: (row) => formatMoney(row.vat) },
  { key: 'gross', align: 'right', value: (row) => formatMoney(row.gross) },
]

function periodCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--from <month>', 'the first month; by default the first of all', monthArgument)
    .option('--to <month>', 'the last month; by default the newest', monthArgument)
    .option('--json', 'print as JSON')
    .option('--csv', 'print as CSV')
}

async function periodOf(db: DatabasePool, { from, to }: Period) {
  if (from !== undefined && to !== undefined && from > to)
    throw new BillingError(
      'invalid-input',
      `The period from ${from} to ${to} is empty. Give the earlier month first`,
    )
  const { firstMonth, oldestOpenMonth } = await loadBooks(db)
  return { from: from ?? firstMonth, to: to ?? laterMonth(from ?? firstMonth, oldestOpenMonth) }
}

function dimensionsArgument(text: string): readonly UsageDimension[] {
  return text.split(',').map((name) => {
    const dimension = usageDimensions.find((known) => known === name.trim())
    if (dimension === undefined) throw new InvalidArgumentError(`Allowed: ${usageDimensions.join(', ')}.`)
    return dimension
  })
}
