import { Command, Option } from 'commander'
import type { BillingMonth } from '../../../rules/billing-month.ts'
import type { DocumentNumber } from '../../../rules/document-number.ts'
import { documentJson, headerJson } from '../../documents/document-json.ts'
import { documentText } from '../../documents/document-text.ts'
import { listDocuments, requireDocument } from '../../documents/read-documents.ts'
import { countArgument, monthArgument, numberArgument } from '../arguments.ts'
import { withBooks, type CliContext } from '../context.ts'
import { csvDialectOf, excelOption } from '../csv-options.ts'
import { documentColumns, documentCsvColumns } from '../document-columns.ts'
import { reportText, type ReportFormat } from '../report-rows.ts'

export function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('Issued documents by billing month and number.')
    .option('--month <month>', 'of one billing month', monthArgument)
    .option('--customer <id>', 'of one customer')
    .option('--after <number>', 'go on after this document', numberArgument)
    .option('--limit <n>', 'how many at the most; by default 50, as CSV all', countArgument)
    .option('--json', 'print as JSON')
    .option('--csv', 'print as CSV')
    .addOption(excelOption())
    .addHelpText('after', '\nExample:\n  npx laskuri invoice list --month 2026-03')
    .action(async ({ limit: asked, ...options }: ListOptions) => {
      const isCsv = csvDialectOf(options) !== undefined
      const limit = asked ?? (isCsv ? undefined : shownDocuments)
      const documents = await withBooks(context, (db) => listDocuments(db, { ...options, limit }))
      if (options.json === true) context.print(JSON.stringify(documents.map(headerJson), null, 2))
      else
        context.print(
          reportText(isCsv ? documentCsvColumns : documentColumns, documents, options, 'No documents.'),
        )
      if (documents.length === limit) context.say(`… more: --after ${documents.at(-1)?.number ?? ''}`)
    })
}

const shownDocuments = 50

interface ListOptions extends ReportFormat {
  readonly month?: BillingMonth
  readonly customer?: string
  readonly after?: DocumentNumber
  readonly limit?: number
}

export function showCommand(context: CliContext): Command {
  return new Command('show')
    .description('One document.')
    .argument('<number>', 'as printed on it', numberArgument)
    .addOption(new Option('--format <format>', 'how').choices(['text', 'json']).default('text'))
    .option('--json', 'the same as --format json')
    .addHelpText('after', '\nExample:\n  npx laskuri invoice show 2026-0000001')
    .action(async (number: DocumentNumber, { format, json }: { format: string; json?: true }) => {
      const document = await withBooks(context, (db) => requireDocument(db, number))
      const asJson = json === true || format === 'json'
      context.print(asJson ? JSON.stringify(documentJson(document), null, 2) : documentText(document))
    })
}
