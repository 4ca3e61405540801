import { Command } from 'commander'
import { readPriceList } from '../../importing/import-prices.ts'
import { contentOfPriceList } from '../../prices/price-list-content.ts'
import type { CliContext } from '../context.ts'

export function checkPricesCommand(context: CliContext): Command {
  return new Command('check-prices')
    .description('Proves a price list total, or names every gap, overlap and wrong value with its line.')
    .argument('<file>', 'a price list, YAML or JSON')
    .option('--json', 'print the proved list as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri check-prices prices.yaml')
    .action(async (file: string, { json }: { json?: true }) => {
      const list = await readPriceList(file)
      const resources = Object.keys(list.transactionPrices)
      context.print(
        json === true
          ? JSON.stringify(contentOfPriceList(list), null, 2)
          : `${file}: ${list.name} (${list.status}) from ${list.effectiveFrom} is total: ${list.revenueClasses.length} revenue classes, ${resources.length === 0 ? 'no default transaction prices' : `default transaction prices for ${resources.join(', ')}`}`,
      )
    })
}
