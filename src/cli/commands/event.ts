import { Command } from 'commander'
import { BillingError } from '../../errors/billing-error.ts'
import { findEvents } from '../../usage/find-events.ts'
import { withBooks, type CliContext } from '../context.ts'
import { eventJson } from '../../usage/event-json.ts'
import { eventText } from '../event-text.ts'
import { retractCommand } from './event-retract.ts'

export function eventCommand(context: CliContext): Command {
  return new Command('event')
    .description('API call events that were recorded.')
    .addHelpText('after', '\nExample:\n  npx laskuri event show c1 e2')
    .addCommand(showCommand(context))
    .addCommand(retractCommand(context))
}

function showCommand(context: CliContext): Command {
  return new Command('show')
    .description('What became of an event.')
    .argument('<customer>', 'customer id')
    .argument('<id>', 'the id that its sender gave it')
    .option('--source <source>', 'the sender; without it, of any')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri event show c1 e2 --source gateway-1')
    .action(async (customer: string, id: string, { source, json }: { source?: string; json?: true }) => {
      const events = await withBooks(context, (db) => findEvents(db, { customer, source, id }))
      if (events.length === 0)
        throw new BillingError('unknown-event', `No event ${id} of customer ${customer} is recorded`)
      context.print(
        json === true ? JSON.stringify(events.map(eventJson), null, 2) : events.map(eventText).join('\n\n'),
      )
    })
}
