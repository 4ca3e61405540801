import { InvalidArgumentError, Option, type Command } from 'commander'
import {
  channels,
  dispositions,
  outcomes,
  type Channel,
  type Disposition,
  type Outcome,
} from '../../../rules/disposition.ts'
import { requireCustomers } from '../../customers/require-customers.ts'
import type { DatabasePool } from '../../database/client.ts'
import { revenueColumns } from '../../reporting/revenue-columns.ts'
import { revenueDimensions, type RevenueDimension } from '../../reporting/revenue-question.ts'
import { revenueReport } from '../../reporting/revenue-report.ts'
import { usageColumns } from '../../reporting/usage-columns.ts'
import { usageDimensions, usageIntervals, type UsageDimension } from '../../reporting/usage-question.ts'
import { usageReport } from '../../reporting/usage-report.ts'
import { countArgument } from '../arguments.ts'
import { withBooks, type CliContext } from '../context.ts'
import { periodCommand, periodOf, type Period } from '../report-period-options.ts'
import { reportText, type ReportFormat } from '../report-rows.ts'

interface UsageOptions extends Period, ReportFormat {
  readonly interval: (typeof usageIntervals)[number]
  readonly groupBy: readonly UsageDimension[]
  readonly top?: number
  readonly customer?: string
  readonly resource?: string
  readonly channel?: Channel
  readonly outcome?: Outcome
  readonly disposition?: Disposition
  readonly source?: string
  readonly identifier?: string
}

export function usageCommand(context: CliContext): Command {
  return periodCommand('usage', 'Recorded API call events by hour, day or month in Helsinki time.')
    .addOption(
      new Option('--interval <interval>', 'how long a row is').choices(usageIntervals).default('month'),
    )
    .addOption(
      new Option('--group-by <dimensions>', `a comma list of ${usageDimensions.join(', ')}`)
        .argParser(dimensionsArgument(usageDimensions))
        .default([], 'none'),
    )
    .option('--top <count>', 'the groups with the most events; the rest is one row, other', countArgument)
    .option('--customer <id>', 'of one customer')
    .option('--resource <name>', 'of one resource')
    .addOption(new Option('--channel <channel>', 'of one channel').choices(channels))
    .addOption(new Option('--outcome <outcome>', 'of one outcome').choices(outcomes))
    .addOption(new Option('--disposition <disposition>', 'of one disposition').choices(dispositions))
    .option('--source <source>', 'of one source')
    .option('--identifier <identifier>', 'of one API identifier')
    .addHelpText(
      'after',
      '\nExample:\n  npx laskuri report usage --from 2026-03 --to 2026-03 --group-by resource --csv',
    )
    .action(async (options: UsageOptions) => {
      const rows = await withBooks(context, async (db) =>
        usageReport(db, {
          ...options,
          ...(await periodOf(db, options)),
          customers: await customersOf(db, options),
        }),
      )
      context.print(reportText(usageColumns(options), rows, options, 'No usage is recorded.'))
    })
}

export function revenueCommand(context: CliContext): Command {
  return periodCommand('revenue', 'Issued revenue by billing month, charge, revenue class or package.')
    .addOption(
      new Option('--group-by <dimensions>', `a comma list of ${revenueDimensions.join(', ')}`)
        .argParser(dimensionsArgument(revenueDimensions))
        .default(byCharge, byCharge.join(',')),
    )
    .option('--customer <id>', 'of one customer')
    .addHelpText(
      'after',
      '\nExample:\n  npx laskuri report revenue --from 2026-01 --to 2026-03 --group-by month,class\n\nBy month alone, rows have VAT and gross too.',
    )
    .action(async (options: RevenueOptions) => {
      const { rows } = await withBooks(context, async (db) =>
        revenueReport(db, {
          groupBy: options.groupBy,
          ...(await periodOf(db, options)),
          customers: await customersOf(db, options),
        }),
      )
      context.print(reportText(revenueColumns(options.groupBy), rows, options, 'Nothing is issued.'))
    })
}

interface RevenueOptions extends Period, ReportFormat {
  readonly groupBy: readonly RevenueDimension[]
  readonly customer?: string
}

const byCharge: readonly RevenueDimension[] = ['month', 'charge', 'adjustment']

async function customersOf(
  db: DatabasePool,
  { customer }: { readonly customer?: string },
): Promise<readonly string[] | undefined> {
  if (customer === undefined) return undefined
  await requireCustomers(db, [customer])
  return [customer]
}

function dimensionsArgument<Dimension extends string>(
  all: readonly Dimension[],
): (text: string) => readonly Dimension[] {
  return (text) => {
    const named = text.split(',').map((name) => {
      const dimension = all.find((known) => known === name.trim())
      if (dimension === undefined) throw new InvalidArgumentError(`Allowed: ${all.join(', ')}.`)
      return dimension
    })
    return [...new Set(named)]
  }
}
