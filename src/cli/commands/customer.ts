import { Command } from 'commander'
import { monthOf } from '../../../rules/billing-month.ts'
import { factInForce } from '../../../rules/dated-series.ts'
import { BillingError } from '../../errors/billing-error.ts'
import { listCustomerIds, loadFactSheets, type CustomerFactSheet } from '../../reporting/customer-facts.ts'
import { factSheetJson } from '../../reporting/fact-sheet-json.ts'
import { countArgument } from '../arguments.ts'
import { withBooks, type CliContext } from '../context.ts'
import { factSheetText } from '../fact-sheet-text.ts'
import { table } from '../table.ts'
import { chargeCommand, holdCommand, releaseCommand } from './customer-by-hand.ts'
import { agreedFeeCommand, priceCommand, revenueCommand, termsCommand } from './customer-facts.ts'

export function customerCommand(context: CliContext): Command {
  return new Command('customer')
    .description('Customers and their facts; a fact is added, never edited.')
    .addHelpText('after', '\nExample:\n  npx laskuri customer show c1')
    .addCommand(listCommand(context))
    .addCommand(showCommand(context))
    .addCommand(termsCommand(context))
    .addCommand(revenueCommand(context))
    .addCommand(agreedFeeCommand(context))
    .addCommand(priceCommand(context))
    .addCommand(chargeCommand(context))
    .addCommand(holdCommand(context))
    .addCommand(releaseCommand(context))
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('Customers by id, with the terms and the API as they stand now.')
    .option('--after <id>', 'go on after this customer')
    .option('--limit <n>', 'how many at the most', countArgument, 50)
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri customer list --limit 20')
    .action(async ({ after = '', limit, json }: { after?: string; limit: number; json?: true }) => {
      const sheets = await withBooks(context, async (db) =>
        loadFactSheets(db, await listCustomerIds(db, after, limit)),
      )
      if (json === true) context.print(JSON.stringify(sheets.map(factSheetJson), null, 2))
      else context.print(listText(context, sheets))
      if (sheets.length === limit) context.say(`… more: --after ${sheets.at(-1)?.customer.customer ?? ''}`)
    })
}

function listText({ clock }: CliContext, sheets: readonly CustomerFactSheet[]): string {
  const month = monthOf(clock.now())
  return table(
    [
      { title: 'customer' },
      { title: 'name' },
      { title: 'business id' },
      { title: 'terms' },
      { title: 'API' },
    ],
    sheets.map(({ customer, terms, openings }) => {
      const inForce = factInForce(terms, month, 'now')?.value
      const last = openings.at(-1)
      return [
        customer.customer,
        customer.name,
        customer.businessId ?? '',
        inForce === undefined ? 'none' : `${inForce.pricingModel}, ${inForce.servicePackage}`,
        last === undefined ? 'never opened' : last.closedAt === undefined ? 'open' : 'closed',
      ]
    }),
  )
}

function showCommand(context: CliContext): Command {
  return new Command('show')
    .description('One customer and everything recorded about it.')
    .argument('<customer>', 'customer id')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri customer show c1')
    .action(async (id: string, { json }: { json?: true }) => {
      const [sheet] = await withBooks(context, (db) => loadFactSheets(db, [id]))
      if (sheet === undefined)
        throw new BillingError('unknown-customer', `Unknown customer: ${id}. See: npx laskuri customer list`)
      context.print(json === true ? JSON.stringify(factSheetJson(sheet), null, 2) : factSheetText(sheet))
    })
}
