import { Command } from 'commander'
import { importAccess } from '../../importing/import-access.ts'
import { importCustomers } from '../../importing/import-customers.ts'
import { importPrices } from '../../importing/import-prices.ts'
import { attributionOf, withBooks, type CliContext } from '../context.ts'
import { withProgress } from '../progress.ts'
import { counted } from '../counted.ts'

interface Options {
  readonly json?: true
  readonly note?: string
}

export function importCommand(context: CliContext): Command {
  return new Command('import')
    .description('Imports prices, customers and access history: all or nothing, and safe to repeat.')
    .addHelpText('after', '\nExample:\n  npx laskuri import prices prices.yaml')
    .addCommand(pricesCommand(context))
    .addCommand(customersCommand(context))
    .addCommand(accessCommand(context))
}

function pricesCommand(context: CliContext): Command {
  return withOptions(new Command('prices').description('A price list (YAML or JSON), proved total first.'))
    .addHelpText('after', '\nExample:\n  npx laskuri import prices prices.yaml --note "agreed 2026-02-11"')
    .action(async (file: string, { json, note }: Options) => {
      const { list, answer } = await withBooks(context, (db) =>
        importPrices(db, file, attributionOf(context, note)),
      )
      const result = { name: list.name, status: list.status, effectiveFrom: list.effectiveFrom, answer }
      const what = answer === 'recorded' ? 'is recorded' : 'is recorded already; nothing changed'
      context.print(
        json === true
          ? JSON.stringify(result)
          : `${list.name} (${list.status}) from ${list.effectiveFrom} ${what}`,
      )
    })
}

function customersCommand(context: CliContext): Command {
  return withOptions(new Command('customers').description('Customers with their facts: JSON Lines or CSV.'))
    .addHelpText(
      'after',
      `
A line is a customer object; new facts of a known customer are appended, equal ones skipped:
  {"id":"c1","name":"Esimerkki Oy","businessId":"1967543-8","terms":[{"from":"2026-01","pricingModel":"separate",
   "package":"basic"}],"revenue":[{"from":"2026-01","eur":350000}],"api":[{"at":"2026-03-03T09:00:00+02:00","open":true}]}
Also agreedMonthlyFee, transactionPrices, manualCharges and clerkHolds, as in scenario files.
CSV columns: id, name, businessId, vat, vatNumber, from, pricingModel, package, revenue, agreedMonthlyFee

Example:
  npx laskuri import customers customers.jsonl`,
    )
    .action(async (file: string, { json, note }: Options) => {
      const result = await withBooks(context, (db) =>
        withProgress(context, { title: 'import', what: 'rows' }, (advance) =>
          importCustomers(db, file, attributionOf(context, note), advance),
        ),
      )
      context.print(
        json === true
          ? JSON.stringify(result)
          : `${counted(result.rows, 'row')}: ${counted(result.newCustomers, 'new customer')}, ${counted(result.newFacts, 'new fact')}`,
      )
    })
}

function accessCommand(context: CliContext): Command {
  return withOptions(
    new Command('access').description(
      'Openings and closings of the API: JSON Lines or CSV customer, at, open, by.',
    ),
  )
    .addHelpText(
      'after',
      `
Without "at" a change takes effect now. With it, it is history, taken before any event of the customer is recorded:
  {"customer":"c1","at":"2026-03-03T09:00:00+02:00","open":true,"by":"maija"}

Example:
  npx laskuri import access access.jsonl`,
    )
    .action(async (file: string, { json, note }: Options) => {
      const result = await withBooks(context, (db) => importAccess(db, file, attributionOf(context, note)))
      context.print(
        json === true
          ? JSON.stringify(result)
          : `${counted(result.rows, 'row')}: ${counted(result.newChanges, 'new access change')}`,
      )
    })
}

function withOptions(command: Command): Command {
  return command
    .argument('<file>', 'the file, or - for standard input')
    .option('--note <text>', 'why, kept with every fact')
    .option('--json', 'print the result as JSON')
}
