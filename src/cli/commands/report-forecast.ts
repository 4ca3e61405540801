import { Command } from 'commander'
import { requireCustomers } from '../../customers/require-customers.ts'
import { forecastColumns } from '../../forecasting/forecast-columns.ts'
import { forecastJson } from '../../forecasting/forecast-json.ts'
import { forecastMonth, type MonthForecast } from '../../forecasting/forecast-month.ts'
import { forecastRows } from '../../forecasting/forecast-rows.ts'
import { wrapText } from '../../documents/wrap-text.ts'
import { csvDialectOf, excelOption } from '../csv-options.ts'
import { withBooks, type CliContext } from '../context.ts'
import { reportText, type ReportFormat } from '../report-rows.ts'

export function forecastCommand(context: CliContext): Command {
  return new Command('forecast')
    .description('This month to date, and what its usage and its documents come to.')
    .option('--customer <id>', 'of one customer')
    .option('--json', 'print as JSON')
    .option('--csv', 'print as CSV: a row per number')
    .addOption(excelOption())
    .addHelpText('after', '\nExample:\n  npx laskuri report forecast --customer c1')
    .action(async ({ customer, ...format }: ReportFormat & { readonly customer?: string }) => {
      const asOf = context.clock.now()
      const forecast = await withBooks(context, async (db) => {
        if (customer !== undefined) await requireCustomers(db, [customer])
        return forecastMonth(db, { asOf, customers: customer === undefined ? undefined : [customer] })
      })
      if (format.json === true) context.print(JSON.stringify(forecastJson(forecast), null, 2))
      else if (csvDialectOf(format) !== undefined) context.print(tableOf(forecast, format))
      else context.print([...introduction(forecast), '', tableOf(forecast, format)].join('\n'))
    })
}

function tableOf(forecast: MonthForecast, format: ReportFormat): string {
  return reportText(forecastColumns, forecastRows(forecast), format, '')
}

const widthMax = 100

function introduction({ month, elapsed, method }: MonthForecast): readonly string[] {
  return [`${month}, of which ${elapsed.times(100).toFixed()} % has passed.`, ...wrapText(method, widthMax)]
}
