import { Command } from 'commander'
import { formatInstant } from '../../../rules/instant.ts'
import { formatMoney } from '../../../rules/money.ts'
import { importPayments } from '../../importing/import-payments.ts'
import { loadPayments } from '../../payments/load-payments.ts'
import type { RecordedPayment } from '../../payments/payment.ts'
import { countArgument } from '../arguments.ts'
import { attributionOf, withBooks, type CliContext } from '../context.ts'
import { counted } from '../counted.ts'
import type { ReportColumn } from '../../reporting/report-columns.ts'
import { csvDialectOf, excelOption } from '../csv-options.ts'
import { reportText, type ReportFormat } from '../report-rows.ts'
import { addCommand } from './payment-add.ts'

export function paymentCommand(context: CliContext): Command {
  return new Command('payment')
    .description(
      'Payments, booked by the reference number on the invoice; what is paid too much is used later.',
    )
    .addHelpText('after', '\nExample:\n  npx laskuri payment import payments.csv')
    .addCommand(addCommand(context))
    .addCommand(importCommand(context))
    .addCommand(listCommand(context))
}

function importCommand(context: CliContext): Command {
  return new Command('import')
    .description("The bank's payments: JSON Lines or CSV reference, amount, date, bankId; all or nothing.")
    .argument('<file>', 'the file, or - for standard input')
    .option('--note <text>', 'why, kept with every payment')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
The bank's own id of a payment is its identity: one that is recorded is skipped, so a file can be
imported again.
  {"reference":"202 61000 00018","amount":"86.60","date":"2026-04-20","bankId":"2604201234567890"}

Example:
  npx laskuri payment import payments.csv`,
    )
    .action(async (file: string, { json, note }: { json?: true; note?: string }) => {
      const result = await withBooks(context, (db) => importPayments(db, file, attributionOf(context, note)))
      context.print(
        json === true
          ? JSON.stringify(result)
          : `${counted(result.rows, 'row')}: ${counted(result.recorded, 'new payment')}, ${result.alreadyRecorded} recorded before`,
      )
    })
}

const columns: readonly ReportColumn<RecordedPayment>[] = [
  { key: 'paymentId', title: 'id', align: 'right', value: (row) => row.paymentId },
  { key: 'paidOn', title: 'paid on', value: (row) => row.paidOn },
  { key: 'customer', value: (row) => row.customer },
  { key: 'document', value: (row) => row.document },
  { key: 'amount', title: 'EUR', align: 'right', value: (row) => formatMoney(row.amount) },
  { key: 'bankId', title: 'bank id', value: (row) => row.bankId },
]

const recordedColumns: readonly ReportColumn<RecordedPayment>[] = [
  { key: 'reference', value: (row) => row.reference },
  { key: 'recordedAt', value: (row) => formatInstant(row.recordedAt) },
  { key: 'recordedBy', value: (row) => row.recordedBy },
  { key: 'note', value: (row) => row.note },
]

interface ListOptions extends ReportFormat {
  readonly customer?: string
  readonly after?: number
  readonly limit: number
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('Recorded payments, in the order of recording.')
    .option('--customer <id>', 'of one customer')
    .option('--after <id>', 'go on after this payment', countArgument)
    .option('--limit <n>', 'how many at the most', countArgument, 50)
    .option('--json', 'print as JSON')
    .option('--csv', 'print as CSV')
    .addOption(excelOption())
    .addHelpText('after', '\nExample:\n  npx laskuri payment list --customer c1')
    .action(async ({ customer, after, limit, ...format }: ListOptions) => {
      const customers = customer === undefined ? undefined : [customer]
      const payments = await withBooks(context, (db) => loadPayments(db, { customers, after, limit }))
      const isForPeople = format.json === undefined && csvDialectOf(format) === undefined
      const shown = isForPeople ? columns : [...columns, ...recordedColumns]
      context.print(reportText(shown, payments, format, 'No payments.'))
      if (payments.length === limit) context.say(`… more: --after ${payments.at(-1)?.paymentId ?? ''}`)
    })
}
