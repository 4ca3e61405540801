import { Command } from 'commander'
import { helsinkiDate } from '../../clock/helsinki-date.ts'
import { balanceJson } from '../../reporting/balance-json.ts'
import { balanceReport } from '../../reporting/balance-report.ts'
import { balanceCsv } from '../../reporting/balance-csv.ts'
import { balanceText } from '../balance-text.ts'
import { csvDialectOf, excelOption, printedCsv } from '../csv-options.ts'
import { withBooks, type CliContext } from '../context.ts'
import type { ReportFormat } from '../report-rows.ts'

export function balanceCommand(context: CliContext): Command {
  return new Command('balance')
    .description('The trial balance, open documents and overpayments, and whether the journal agrees.')
    .option('--customer <id>', 'of one customer, document by document')
    .option('--json', 'print as JSON')
    .option('--csv', 'print as CSV: accounts, open documents, overpayments, the difference')
    .addOption(excelOption())
    .addHelpText('after', '\nExample:\n  npx laskuri report balance --customer c1')
    .action(async ({ customer, ...format }: ReportFormat & { readonly customer?: string }) => {
      const today = helsinkiDate(context.clock.now())
      const report = await withBooks(context, (db) => balanceReport(db, { customer, today }))
      const dialect = csvDialectOf(format)
      if (format.json === true) context.print(JSON.stringify(balanceJson(report), null, 2))
      else
        context.print(
          dialect === undefined
            ? balanceText(report, customer !== undefined)
            : printedCsv(balanceCsv(report, dialect)),
        )
    })
}
