import { Command } from 'commander'
import { formatInstant } from '../../../rules/instant.ts'
import { recordAccessChanges } from '../../access/record-access-changes.ts'
import { recordRightChanges } from '../../access/rights/record-right-changes.ts'
import { rightChangesJson } from '../../access/rights/right-changes-json.ts'
import { recordUserRole } from '../../access/users/record-user-role.ts'
import { userRoles, type UserRole } from '../../access/users/user-role.ts'
import { atomically } from '../../database/atomically.ts'
import { integrationInput, resourceInput, userInput } from '../../importing/access-entries.ts'
import { choiceArgument, inputArgument } from '../arguments.ts'
import { attributionOf, withBooks, type CliContext } from '../context.ts'
import { showCommand } from './access-show.ts'

interface Options {
  readonly note?: string
  readonly json?: true
}

export function accessCommand(context: CliContext): Command {
  return new Command('access')
    .description('What a customer lets the API do, and who acts for it; from now on, never edited.')
    .addHelpText('after', '\nExample:\n  npx laskuri access open c1')
    .addCommand(wholeCommand(context, true))
    .addCommand(wholeCommand(context, false))
    .addCommand(rightCommand(context, true))
    .addCommand(rightCommand(context, false))
    .addCommand(userCommand(context))
    .addCommand(showCommand(context))
}

function wholeCommand(context: CliContext, open: boolean): Command {
  const name = open ? 'open' : 'close'
  return customerCommand(
    name,
    open ? 'Opens the whole API, now.' : 'Closes the whole API, now; its month is billed.',
  )
    .addHelpText('after', `\nExample:\n  npx laskuri access ${name} c1`)
    .action(async (customer: string, { note, json }: Options) => {
      const attribution = attributionOf(context, note)
      const at = attribution.recordedAt
      await withBooks(context, (db) =>
        atomically(db, (tx) => recordAccessChanges(tx, [{ customer, at, open }], attribution)),
      )
      context.print(
        json === true
          ? JSON.stringify({ customer, open, at: formatInstant(at) })
          : `${customer}: the API is ${open ? 'open' : 'closed'} from ${formatInstant(at)} on`,
      )
    })
}

interface RightOptions extends Options {
  readonly integration?: string
  readonly everything?: true
}

function rightCommand(context: CliContext, allowed: boolean): Command {
  const name = allowed ? 'allow' : 'deny'
  return customerCommand(
    name,
    `${allowed ? 'Allows' : 'Denies'} resources: each is blocked until it is allowed.`,
  )
    .argument('[resources...]', 'such as escan.nv', resourceArguments)
    .option('--everything', 'every resource')
    .option(
      '--integration <name>',
      'of this one, which from then on has its own rights alone',
      inputArgument(integrationInput),
    )
    .addHelpText(
      'after',
      `\nExample:\n  npx laskuri access ${name} c1 escan.nv purchaseinvoice.nv --integration Basware`,
    )
    .action(
      async (
        customer: string,
        named: readonly string[],
        { integration, everything, note, json }: RightOptions,
        command: Command,
      ) => {
        if ((everything === true) === named.length > 0)
          command.error('error: name resources, or take --everything')
        const resources = everything === true ? [null] : named
        const changes = resources.map((resource) => ({ integration: integration ?? null, resource, allowed }))
        const recorded = await withBooks(context, (db) =>
          atomically(db, (tx) => recordRightChanges(tx, customer, changes, attributionOf(context, note))),
        )
        const whose = integration === undefined ? customer : `${customer}, ${integration}`
        context.print(
          json === true
            ? JSON.stringify(rightChangesJson(recorded))
            : recorded
                .map(
                  ({ resource }) =>
                    `${whose}: ${resource ?? 'every resource'} is ${allowed ? 'allowed' : 'blocked'}`,
                )
                .join('\n'),
        )
      },
    )
}

function resourceArguments(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, inputArgument(resourceInput)(text)]
}

function userCommand(context: CliContext): Command {
  const none = 'none'
  return customerCommand(
    'user',
    "Lets a user act for a customer, or no longer: then the user's identifiers stop.",
  )
    .argument('<user>', 'such as an e-mail address', inputArgument(userInput))
    .requiredOption('--role <role>', [...userRoles, none].join(', '), choiceArgument([...userRoles, none]))
    .addHelpText('after', '\nExample:\n  npx laskuri access user c1 maija --role administrator')
    .action(
      async (
        customer: string,
        user: string,
        { role: wanted, note, json }: Options & { role: UserRole | 'none' },
      ) => {
        const role = wanted === none ? null : wanted
        await withBooks(context, (db) =>
          atomically(db, (tx) => recordUserRole(tx, { customer, user, role }, attributionOf(context, note))),
        )
        context.print(
          json === true
            ? JSON.stringify({ customer, user, role })
            : `${user} ${role === null ? `acts for ${customer} no longer` : `acts for ${customer} as ${role}`}`,
        )
      },
    )
}

function customerCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<customer>', 'customer id')
    .option('--note <text>', 'why, kept with it')
    .option('--json', 'print as JSON')
}
