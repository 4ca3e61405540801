import { Command } from 'commander'
import { formatInstant } from '../../../rules/instant.ts'
import { createIdentifier } from '../../access/identifiers/create-identifier.ts'
import { identifierJson } from '../../access/identifiers/identifier-json.ts'
import { listIdentifiers } from '../../access/identifiers/list-identifiers.ts'
import { resealKeys } from '../../access/identifiers/reseal-keys.ts'
import { requireSealingKeys, sealingKeysOf } from '../../access/identifiers/sealing-keys.ts'
import { requireUser } from '../../access/users/require-user.ts'
import { atomically } from '../../database/atomically.ts'
import { attributionOf, withBooks, type CliContext } from '../context.ts'
import { counted } from '../counted.ts'
import { table } from '../table.ts'

interface Options {
  readonly note?: string
  readonly json?: true
}

export function identifierCommand(context: CliContext): Command {
  return new Command('identifier')
    .description('API identifiers of users: any number, never edited, never deleted.')
    .addHelpText('after', '\nExample:\n  npx laskuri identifier create maija')
    .addCommand(createCommand(context))
    .addCommand(listCommand(context))
    .addCommand(rotateCommand(context))
}

function createCommand(context: CliContext): Command {
  return new Command('create')
    .description('Makes one more identifier of a user and shows its key, this once.')
    .argument('<user>', 'who acts for customers, as `access user` named it')
    .option('--note <text>', 'why, kept with it')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      `
The key is stored encrypted under LASKURI_IDENTIFIER_KEY (made by: openssl rand -hex 32), which is in no backup of the books.

Example:
  npx laskuri identifier create maija`,
    )
    .action(async (user: string, { note, json }: Options) => {
      const keys = requireSealingKeys(sealingKeysOf(context.config))
      const { identifier, key } = await withBooks(context, (db) =>
        atomically(db, (tx) => createIdentifier(tx, keys, user, attributionOf(context, note))),
      )
      if (json === true) return context.print(JSON.stringify({ identifier, user, key }))
      context.print(`${identifier} ${key}`)
      context.say('The identifier and its key. The key is shown this once: keep it where secrets are kept.')
    })
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description("A user's identifiers, oldest first, without their keys.")
    .argument('<user>', 'as `access user` named it')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri identifier list maija')
    .action(async (user: string, { json }: Options) => {
      const identifiers = await withBooks(context, async (db) => {
        await requireUser(db, user)
        return listIdentifiers(db, [user])
      })
      if (json === true) context.print(JSON.stringify(identifiers.map(identifierJson), null, 2))
      else if (identifiers.length === 0) context.print(`${user} has no identifiers.`)
      else
        context.print(
          table(
            [{ title: 'identifier' }, { title: 'created' }, { title: 'by' }],
            identifiers.map(({ identifier, recordedAt, recordedBy }) => [
              identifier,
              formatInstant(recordedAt),
              recordedBy,
            ]),
          ),
        )
    })
}

function rotateCommand(context: CliContext): Command {
  return new Command('rotate')
    .description('Seals the keys of all identifiers under a new LASKURI_IDENTIFIER_KEY; safe to repeat.')
    .option('--note <text>', 'why, kept with it')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      `
Start every server with the new LASKURI_IDENTIFIER_KEY and the old one as LASKURI_IDENTIFIER_KEY_BEFORE, run this with the
same two, and drop the old one. Backups from before need the old one.

Example:
  npx laskuri identifier rotate`,
    )
    .action(async ({ note, json }: Options) => {
      const keys = requireSealingKeys(sealingKeysOf(context.config))
      const resealed = await withBooks(context, (db) =>
        atomically(db, (tx) => resealKeys(tx, keys, attributionOf(context, note))),
      )
      context.print(
        json === true
          ? JSON.stringify({ resealed, sealedUnder: keys.current.id })
          : `${counted(resealed, 'key')} sealed anew; all are under the sealing key ${keys.current.id}`,
      )
    })
}
