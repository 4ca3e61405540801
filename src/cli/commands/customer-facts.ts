import { Command, InvalidArgumentError, Option } from 'commander'
import { monthOf, nextMonth, type BillingMonth } from '../../../rules/billing-month.ts'
import {
  asChargedResource,
  chargedResources,
  type ChargedResource,
} from '../../../rules/charged-resources.ts'
import type { Decimal } from '../../../rules/decimal.ts'
import {
  isServicePackage,
  pricingModels,
  servicePackages,
  type PricingModel,
} from '../../../rules/package-eligibility.ts'
import type { Price } from '../../../rules/price.ts'
import { recordAgreedMonthlyFees, recordRevenueReports } from '../../customers/record-dated-facts.ts'
import { recordServiceTerms } from '../../customers/record-service-terms.ts'
import { requireCustomers } from '../../customers/require-customers.ts'
import type { Attribution } from '../../database/attribution.ts'
import { atomically } from '../../database/atomically.ts'
import type { Database } from '../../database/client.ts'
import { priceInput } from '../../importing/customer-entries.ts'
import { inWords } from '../../importing/in-words.ts'
import { problemTexts } from '../../importing/problem-text.ts'
import { recordCustomerPrices } from '../../prices/customer-prices.ts'
import { contentOfPrice, amountShape } from '../../prices/price-content.ts'
import { amountArgument, dateArgument, monthArgument } from '../arguments.ts'
import { attributionOf, withBooks, type CliContext } from '../context.ts'

interface FactOptions {
  readonly from: BillingMonth
  readonly note?: string
  readonly json?: true
}

export function termsCommand(context: CliContext): Command {
  return factCommand(
    'terms',
    'The Store changed the pricing model or the service package, from an open month on.',
  )
    .addOption(
      new Option('--pricing-model <model>', 'pricing model').choices(pricingModels).makeOptionMandatory(),
    )
    .requiredOption('--package <name>', `service package: ${servicePackages.join(', ')}`, packageArgument)
    .option('--store-date <date>', "the Store's own date, where the change became known late", dateArgument)
    .addHelpText(
      'after',
      '\nExample:\n  npx laskuri customer terms c1 --pricing-model package --package premium --from 2026-05',
    )
    .action(
      async (
        customer: string,
        options: FactOptions & { pricingModel: PricingModel; package: string; storeDate?: string },
      ) => {
        const { from, pricingModel, package: servicePackage, storeDate = null } = options
        const value = { pricingModel, servicePackage }
        await recordFact(
          context,
          customer,
          options,
          `terms ${pricingModel}, ${servicePackage}`,
          (tx, attribution) => recordServiceTerms(tx, [{ customer, from, value, storeDate }], attribution),
        )
      },
    )
}

export function revenueCommand(context: CliContext): Command {
  return factCommand(
    'revenue',
    'A revenue report; it holds from the month after it is reported unless --from names another.',
    false,
  )
    .argument('<eur>', 'euros a year', amountArgument({ integerDigits: 15, fractionDigits: 2 }))
    .addHelpText(
      'after',
      '\nExample:\n  npx laskuri customer revenue c1 350000 --from 2026-04 --note "accounts of 2025"',
    )
    .action(async (customer: string, eur: Decimal, options: Partial<FactOptions>) => {
      const from = options.from ?? nextMonth(monthOf(context.clock.now()))
      await recordFact(
        context,
        customer,
        { ...options, from },
        `revenue ${eur.toFixed()} EUR`,
        (tx, attribution) => recordRevenueReports(tx, [{ customer, from, value: eur }], attribution),
      )
    })
}

export function agreedFeeCommand(context: CliContext): Command {
  const amount = amountArgument(amountShape)
  return factCommand(
    'agreed-fee',
    'An agreed monthly fee wins over the table from its month on; none ends it.',
  )
    .argument('<fee>', 'euros a month, or none', (text) => (text === 'none' ? null : amount(text)))
    .addHelpText('after', '\nExample:\n  npx laskuri customer agreed-fee c1 450.00 --from 2026-04')
    .action(async (customer: string, fee: Decimal | null, options: FactOptions) => {
      const what = fee === null ? 'no agreed monthly fee' : `agreed monthly fee ${fee.toFixed()} EUR`
      await recordFact(context, customer, options, what, (tx, attribution) =>
        recordAgreedMonthlyFees(tx, [{ customer, from: options.from, value: fee }], attribution),
      )
    })
}

export function priceCommand(context: CliContext): Command {
  return factCommand('price', "The customer's own price of a resource with a transaction fee; none ends it.")
    .argument('<resource>', chargedResources.join(', '), resourceArgument)
    .argument('<price>', 'a price as JSON, or none', priceArgument)
    .addHelpText(
      'after',
      `\nExample:\n  npx laskuri customer price c1 escan.nv '{"perUnit":"0.40","free":10}' --from 2026-04`,
    )
    .action(
      async (customer: string, resource: ChargedResource, price: Price | null, options: FactOptions) => {
        const what = `price of ${resource} ${price === null ? 'ended' : JSON.stringify(contentOfPrice(price))}`
        await recordFact(context, customer, options, what, (tx, attribution) =>
          recordCustomerPrices(tx, [{ customer, from: options.from, resource, price }], attribution),
        )
      },
    )
}

function factCommand(name: string, description: string, fromRequired = true): Command {
  const from = new Option('--from <month>', 'the first month it holds for').argParser(monthArgument)
  return new Command(name)
    .description(description)
    .argument('<customer>', 'customer id')
    .addOption(fromRequired ? from.makeOptionMandatory() : from)
    .option('--note <text>', 'why, kept with the fact')
    .option('--json', 'print the result as JSON')
}

async function recordFact(
  context: CliContext,
  customer: string,
  { from, note, json }: FactOptions,
  what: string,
  record: (tx: Database, attribution: Attribution) => Promise<void>,
): Promise<void> {
  await withBooks(context, (db) =>
    atomically(db, async (tx) => {
      await requireCustomers(tx, [customer])
      await record(tx, attributionOf(context, note))
    }),
  )
  context.print(
    json === true ? JSON.stringify({ customer, from, recorded: what }) : `${customer}: ${what} from ${from}`,
  )
}

function packageArgument(text: string): string {
  if (!isServicePackage(text)) throw new InvalidArgumentError(`Allowed: ${servicePackages.join(', ')}.`)
  return text
}

function resourceArgument(text: string): ChargedResource {
  const resource = asChargedResource(text)
  if (resource === undefined) throw new InvalidArgumentError(`Allowed: ${chargedResources.join(', ')}.`)
  return resource
}

function priceArgument(text: string): Price | null {
  if (text === 'none') return null
  const value = parseJson(text)
  if (typeof value !== 'object') throw new InvalidArgumentError(priceExample)
  const checked = priceInput.safeParse(value, { error: inWords })
  if (!checked.success) throw new InvalidArgumentError(problemTexts(checked.error).join('; '))
  return checked.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidArgumentError(priceExample)
  }
}

const priceExample = `It is not a price as JSON; write for example '{"perUnit":"0.25"}'.`
