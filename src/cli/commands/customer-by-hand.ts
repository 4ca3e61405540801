import { Command } from 'commander'
import type { BillingMonth } from '../../../rules/billing-month.ts'
import { formatMoney, type Money } from '../../../rules/money.ts'
import { heldPeriods, type HeldPeriod } from '../../customers/held-periods.ts'
import { loadClerkHolds } from '../../customers/load-series.ts'
import { recordManualCharge } from '../../customers/manual-charges.ts'
import { recordClerkHolds } from '../../customers/record-clerk-holds.ts'
import { requireCustomers } from '../../customers/require-customers.ts'
import type { Attribution } from '../../database/attribution.ts'
import { atomically } from '../../database/atomically.ts'
import type { Database } from '../../database/client.ts'
import { invoiceChangesJson } from '../../explaining/invoice-changes-json.ts'
import { invoiceChanges, type InvoiceChange } from '../../invoicing/invoice-changes.ts'
import { monthArgument, netArgument, textArgument } from '../arguments.ts'
import { attributionOf, withBooks, type CliContext } from '../context.ts'
import { heldText } from '../held-text.ts'
import { invoiceChangesText } from '../invoice-changes-text.ts'

interface Options {
  readonly reason: string
  readonly note?: string
  readonly json?: true
}

export function chargeCommand(context: CliContext): Command {
  return byHand('charge', 'A charge by hand, or with a negative net a credit: a line of its own, with VAT.')
    .requiredOption('--month <month>', 'the month it is about: its VAT rate holds', monthArgument)
    .requiredOption('--net <eur>', 'euros without VAT, such as 25.00 or -25.00', netArgument)
    .requiredOption('--text <text>', 'what the customer reads on the line', textArgument(200))
    .addHelpText(
      'after',
      '\nExample:\n  npx laskuri customer charge c1 --month 2026-03 --net -25.00 --text "Credit for the outage" --reason "ticket 4711"',
    )
    .action(async (customer: string, options: Options & ChargeOptions) => {
      const { month: usageMonth, net, text, reason } = options
      const charge = { customer, usageMonth, text, net, reason }
      const { made, changes } = await settle(context, customer, usageMonth, options, (tx, attribution) =>
        recordManualCharge(tx, charge, attribution),
      )
      const recorded = {
        customer,
        charge: `manual:${made.factId}`,
        usageMonth,
        net: formatMoney(net),
        text,
        reason,
      }
      tell(
        context,
        options,
        recorded,
        `${customer}: ${text}, ${formatMoney(net)} EUR, for ${usageMonth}`,
        changes,
      )
    })
}

interface ChargeOptions {
  readonly month: BillingMonth
  readonly net: Money
  readonly text: string
}

export function holdCommand(context: CliContext): Command {
  return clerkCommand(context, {
    name: 'hold',
    held: true,
    description: 'Holds a customer: nothing of these months is billed until a release.',
    example: 'npx laskuri customer hold c1 --from 2026-03 --reason "disputes the calls"',
  })
}

export function releaseCommand(context: CliContext): Command {
  return clerkCommand(context, {
    name: 'release',
    held: false,
    description:
      "Releases a held customer: from the hold's own month all of it, from a later one what follows.",
    example: 'npx laskuri customer release c1 --from 2026-03 --reason "settled"',
  })
}

interface ClerkCommand {
  readonly name: string
  readonly held: boolean
  readonly description: string
  readonly example: string
}

function clerkCommand(context: CliContext, { name, held, description, example }: ClerkCommand): Command {
  return byHand(name, description)
    .requiredOption('--from <month>', 'the first month it holds for', monthArgument)
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action(async (customer: string, options: Options & { from: BillingMonth }) => {
      const { from, reason } = options
      const { made: periods, changes } = await settle(context, customer, from, options, (tx, attribution) =>
        recordAndRead(tx, { customer, from, value: { held, reason } }, attribution),
      )
      const recorded = { customer, from, held, reason, heldByClerk: periods }
      tell(context, options, recorded, `${customer}: ${heldText(periods)}`, changes)
    })
}

async function recordAndRead(
  tx: Database,
  hold: Parameters<typeof recordClerkHolds>[1][number],
  attribution: Attribution,
): Promise<readonly HeldPeriod[]> {
  await recordClerkHolds(tx, [hold], attribution)
  const series = await loadClerkHolds(tx, [hold.customer])
  return heldPeriods(series.get(hold.customer) ?? [])
}

function byHand(name: string, description: string): Command {
  return new Command(name)
    .description(`${description} Shows what the next invoice changes.`)
    .argument('<customer>', 'customer id')
    .requiredOption('--reason <text>', 'why, kept with the fact', textArgument(500))
    .option('--note <text>', 'more to keep with it')
    .option('--json', 'print the result as JSON')
}

/** Records the fact, and tells what it made and what it does to the next invoice. */
async function settle<T>(
  context: CliContext,
  customer: string,
  usageMonth: BillingMonth,
  { note }: Options,
  record: (tx: Database, attribution: Attribution) => Promise<T>,
): Promise<{ readonly made: T; readonly changes: readonly InvoiceChange[] }> {
  return withBooks(context, (db) =>
    atomically(db, async (tx) => {
      await requireCustomers(tx, [customer])
      return invoiceChanges(tx, customer, [usageMonth], () => record(tx, attributionOf(context, note)))
    }),
  )
}

function tell(
  context: CliContext,
  { json }: Options,
  recorded: object,
  sentence: string,
  changes: readonly InvoiceChange[],
): void {
  context.print(
    json === true
      ? JSON.stringify({ ...recorded, nextInvoices: invoiceChangesJson(changes) }, null, 2)
      : `${sentence}\n\n${invoiceChangesText(changes)}`,
  )
}
