import { Command } from 'commander'
import { formatInstant } from '../../../rules/instant.ts'
import { rightsInForce } from '../../../rules/resource-rights.ts'
import { identifierJson } from '../../access/identifiers/identifier-json.ts'
import { rightChangesJson } from '../../access/rights/right-changes-json.ts'
import { actingUserJson } from '../../access/users/acting-user-json.ts'
import { loadAccess, type CustomerAccess } from '../../access/load-access.ts'
import { withBooks, type CliContext } from '../context.ts'
import { table } from '../table.ts'

export function showCommand(context: CliContext): Command {
  return new Command('show')
    .description('What a customer lets the API do now, who acts for it, and their identifiers.')
    .argument('<customer>', 'customer id')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri access show c1')
    .action(async (customer: string, { json }: { json?: true }) => {
      const access = await withBooks(context, (db) => loadAccess(db, customer))
      context.print(
        json === true ? JSON.stringify(accessJson(customer, access), null, 2) : accessText(customer, access),
      )
    })
}

function accessJson(customer: string, { openings, rights, users, identifiers }: CustomerAccess) {
  return {
    customer,
    api: openings.map(({ openedAt, closedAt }) => ({
      openedAt: formatInstant(openedAt),
      closedAt: closedAt === undefined ? null : formatInstant(closedAt),
    })),
    rights: rightChangesJson(rights),
    users: users.map(actingUserJson),
    identifiers: identifiers.map(identifierJson),
  }
}

function accessText(customer: string, { openings, rights, users, identifiers }: CustomerAccess): string {
  const last = openings.at(-1)
  const state =
    last === undefined
      ? 'was never opened'
      : last.closedAt === undefined
        ? `is open since ${formatInstant(last.openedAt)}`
        : `is closed since ${formatInstant(last.closedAt)}`
  return [
    `${customer}: the API ${state}`,
    rights.length === 0 ? 'No rights: every resource is blocked.' : rightsText(rights),
    users.length === 0 ? 'Nobody acts for it.' : usersText(users, identifiers),
  ].join('\n\n')
}

function rightsText(rights: CustomerAccess['rights']): string {
  return table(
    [
      { title: 'rights' },
      { title: 'resource', wraps: true },
      { title: '' },
      { title: 'since' },
      { title: 'by' },
    ],
    rightsInForce(rights).map(({ integration, resource, allowed, recordedAt, recordedBy }) => [
      integration ?? 'general',
      resource ?? 'every resource',
      allowed ? 'allowed' : 'blocked',
      formatInstant(recordedAt),
      recordedBy,
    ]),
  )
}

function usersText(users: CustomerAccess['users'], identifiers: CustomerAccess['identifiers']): string {
  const numberOf = Map.groupBy(identifiers, ({ user }) => user)
  return table(
    [
      { title: 'user' },
      { title: 'role' },
      { title: 'identifiers', align: 'right' },
      { title: 'since' },
      { title: 'by' },
    ],
    users.map(({ user, role, recordedAt, recordedBy }) => [
      user,
      role ?? 'acts no longer',
      String(numberOf.get(user)?.length ?? 0),
      formatInstant(recordedAt),
      recordedBy,
    ]),
  )
}
