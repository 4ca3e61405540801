import { Command, Option } from 'commander'
import type { BillingMonth } from '../../../rules/billing-month.ts'
import type { DocumentNumber } from '../../../rules/document-number.ts'
import { formatMoney } from '../../../rules/money.ts'
import { documentJson, headerJson } from '../../documents/document-json.ts'
import { documentText } from '../../documents/document-text.ts'
import type { DocumentHeader } from '../../documents/document.ts'
import { listDocuments, requireDocument } from '../../documents/read-documents.ts'
import { countArgument, monthArgument, numberArgument } from '../arguments.ts'
import { withBooks, type CliContext } from '../context.ts'
import { table } from '../table.ts'

export function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('Issued documents by billing month and number.')
    .option('--month <month>', 'of one billing month', monthArgument)
    .option('--customer <id>', 'of one customer')
    .option('--after <number>', 'go on after this document', numberArgument)
    .option('--limit <n>', 'how many at the most', countArgument, 50)
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri invoice list --month 2026-03')
    .action(async ({ month, customer, after, limit, json }: ListOptions) => {
      const documents = await withBooks(context, (db) => listDocuments(db, { month, customer, after, limit }))
      if (json === true) context.print(JSON.stringify(documents.map(headerJson), null, 2))
      else context.print(documents.length === 0 ? 'No documents.' : listText(documents))
      if (documents.length === limit) context.say(`… more: --after ${documents.at(-1)?.number ?? ''}`)
    })
}

interface ListOptions {
  readonly month?: BillingMonth
  readonly customer?: string
  readonly after?: DocumentNumber
  readonly limit: number
  readonly json?: true
}

function listText(documents: readonly DocumentHeader[]): string {
  const amounts = ['net', 'VAT', 'gross EUR'].map((title) => ({ title, align: 'right' }) as const)
  return table(
    [
      { title: 'number' },
      { title: 'month' },
      { title: 'issued' },
      { title: 'customer' },
      { title: 'name' },
      ...amounts,
    ],
    documents.map(({ number, month, issueDate, customer, buyer, net, vat, gross }) => [
      number,
      month,
      issueDate,
      customer,
      buyer.name,
      formatMoney(net),
      formatMoney(vat),
      formatMoney(gross),
    ]),
  )
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
