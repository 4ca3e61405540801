import { distributionColumns } from '../../reporting/distribution-columns.ts'
import { distributionJson } from '../../reporting/distribution-json.ts'
import { distributionReport } from '../../reporting/distribution-report.ts'
import { distributionRows } from '../../reporting/distribution-rows.ts'
import type { Command } from 'commander'
import { withBooks, type CliContext } from '../context.ts'
import { periodCommand, periodOf, type Period } from '../report-period-options.ts'
import { reportText, type ReportFormat } from '../report-rows.ts'

export function distributionCommand(context: CliContext): Command {
  return periodCommand('distribution', 'How unevenly customers use the API and pay for it.')
    .addHelpText(
      'after',
      '\nExample:\n  npx laskuri report distribution --from 2026-01 --to 2026-03\n\nPercentiles are by nearest rank: always a real customer’s.',
    )
    .action(async (options: Period & ReportFormat) => {
      const report = await withBooks(context, async (db) =>
        distributionReport(db, await periodOf(db, options)),
      )
      context.print(
        options.json === true
          ? JSON.stringify(distributionJson(report), null, 2)
          : reportText(distributionColumns, distributionRows(report), options, ''),
      )
    })
}
