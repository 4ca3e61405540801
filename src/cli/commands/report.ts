import { Command } from 'commander'
import type { CliContext } from '../context.ts'
import { balanceCommand } from './report-balance.ts'
import { distributionCommand } from './report-distribution.ts'
import { forecastCommand } from './report-forecast.ts'
import { cohortsCommand, holdsCommand, monthsCommand, unbilledCommand } from './report-state.ts'
import { revenueCommand, usageCommand } from './report-period.ts'

export function reportCommand(context: CliContext): Command {
  return new Command('report')
    .description('Reports as tables, --json, --csv or, for accountants, --excel.')
    .addHelpText('after', '\nExample:\n  npx laskuri report months')
    .addCommand(usageCommand(context))
    .addCommand(revenueCommand(context))
    .addCommand(forecastCommand(context))
    .addCommand(distributionCommand(context))
    .addCommand(cohortsCommand(context))
    .addCommand(holdsCommand(context))
    .addCommand(unbilledCommand(context))
    .addCommand(monthsCommand(context))
    .addCommand(balanceCommand(context))
}
