import { Command } from 'commander'
import type { BillingMonth } from '../../../rules/billing-month.ts'
import { requireCustomers } from '../../customers/require-customers.ts'
import { asIf } from '../../database/as-if.ts'
import { atomically } from '../../database/atomically.ts'
import { BillingError } from '../../errors/billing-error.ts'
import { invoiceChangesJson } from '../../explaining/invoice-changes-json.ts'
import { readNamedEvents } from '../../importing/read-named-events.ts'
import type { InvoiceChange } from '../../invoicing/invoice-changes.ts'
import { takeBackEvents } from '../../invoicing/take-back-events.ts'
import { chooseEvents, type NamedEvent } from '../../usage/choose-events.ts'
import type { FoundEvent } from '../../usage/find-events.ts'
import { eventJson } from '../../usage/event-json.ts'
import { monthArgument, textArgument } from '../arguments.ts'
import { confirmed } from '../confirmed.ts'
import { attributionOf, withBooks, type CliContext } from '../context.ts'
import { counted } from '../counted.ts'
import { eventLines } from '../event-text.ts'
import { invoiceChangesText } from '../invoice-changes-text.ts'

interface Options {
  readonly source?: string
  readonly postingMonth?: BillingMonth
  readonly file?: string
  readonly reason: string
  readonly note?: string
  readonly yes?: true
  readonly json?: true
}

export function retractCommand(context: CliContext): Command {
  const command = new Command('retract')
  return command
    .description(
      'Takes events back: they stay, and count for nothing. Shows first what the next invoice changes, and asks.',
    )
    .argument('<customer>', 'customer id')
    .argument('[id...]', 'the ids that their sender gave them')
    .option('--file <file>', 'ids from a file, or - for standard input, a line each; all or none')
    .option('--source <source>', 'their sender, where one id is of several')
    .option('--posting-month <month>', 'where an id was used again later', monthArgument)
    .requiredOption('--reason <text>', 'why, shown with the events for ever', textArgument(500))
    .option('--note <text>', 'kept with the retractions')
    .option('--yes', 'take back without asking (in scripts)')
    .option('--json', 'print as JSON; asks nothing')
    .addHelpText(
      'after',
      `
A line of a file is an id, or what tells the event apart: {"id":"e1","source":"gateway-1","postingMonth":"2026-03"}

Example:
  npx laskuri event retract c1 e7 e8 --reason "sent twice by the integration"`,
    )
    .action(async (customer: string, ids: readonly string[], options: Options) => {
      if (ids.length > 0 === (options.file !== undefined))
        command.error('Name the events: either ids, or --file with a file of them.', { exitCode: 2 })
      const names = await namesOf(ids, options)
      const attribution = attributionOf(context, options.note)
      await withBooks(context, async (db) => {
        await requireCustomers(db, [customer])
        const events = await chooseEvents(db, customer, names)
        const changes = await asIf(db, (tx) =>
          takeBackEvents(tx, customer, events, options.reason, attribution),
        )
        const go = await agreed(context, options, events, changes)
        if (go)
          await atomically(db, (tx) => takeBackEvents(tx, customer, events, options.reason, attribution))
        tell(context, options, go, events, changes)
      })
    })
}

async function namesOf(ids: readonly string[], options: Options): Promise<readonly NamedEvent[]> {
  const { source, postingMonth, file } = options
  const names = file === undefined ? ids.map((id) => ({ id })) : await readNamedEvents(file)
  return names.map((name: NamedEvent) => ({
    id: name.id,
    source: name.source ?? source,
    postingMonth: name.postingMonth ?? postingMonth,
  }))
}

/** For people the preview comes before the question, on standard error; with `--yes` it is part of the answer. */
async function agreed(
  context: CliContext,
  { yes, json }: Options,
  events: readonly FoundEvent[],
  changes: readonly InvoiceChange[],
): Promise<boolean> {
  if (yes === true) return true
  if (json === true) return false
  context.say(previewText(events, changes))
  return confirmed(`Take back ${counted(events.length, 'event')}?`)
}

function tell(
  context: CliContext,
  { yes, json }: Options,
  done: boolean,
  events: readonly FoundEvent[],
  changes: readonly InvoiceChange[],
): void {
  const takenBack = done ? events.length : 0
  if (json === true) {
    const preview = { events: events.map(eventJson), nextInvoices: invoiceChangesJson(changes) }
    context.print(JSON.stringify({ takenBack, ...preview }, null, 2))
  } else if (done) {
    if (yes === true) context.print(previewText(events, changes))
    context.print(`Taken back: ${counted(takenBack, 'event')}`)
  }
  if (!done)
    throw new BillingError(
      'not-confirmed',
      `Nothing is taken back: ${counted(events.length, 'event')} shown. Answer yes on a terminal, or repeat with --yes`,
    )
}

function previewText(events: readonly FoundEvent[], changes: readonly InvoiceChange[]): string {
  return `${eventLines(events)}\n\n${invoiceChangesText(changes)}`
}
