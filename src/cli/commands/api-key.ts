import { Command, InvalidArgumentError } from 'commander'
import { formatInstant, parseInstant, type Instant } from '../../../rules/instant.ts'
import { apiScopes, requestsPerSecondDefault, type ApiKey, type ApiScope } from '../../api-keys/api-key.ts'
import { createApiKey } from '../../api-keys/create-api-key.ts'
import { listApiKeys } from '../../api-keys/list-api-keys.ts'
import { revokeApiKey } from '../../api-keys/revoke-api-key.ts'
import { atomically } from '../../database/atomically.ts'
import { helsinkiTime } from '../../clock/helsinki-time.ts'
import { attributionOf, withBooks, type CliContext } from '../context.ts'
import { table } from '../table.ts'

export function apiKeyCommand(context: CliContext): Command {
  return new Command('api-key')
    .description('Keys of the HTTP API: what a program may do over it, and for which customers.')
    .addHelpText('after', '\nExample:\n  npx laskuri api-key create gateway-1 --scopes ingest')
    .addCommand(createCommand(context))
    .addCommand(listCommand(context))
    .addCommand(revokeCommand(context))
}

interface CreateOptions {
  readonly scopes: readonly ApiScope[]
  readonly customers?: readonly string[]
  readonly expires?: Instant
  readonly requestsPerSecond: number
  readonly note?: string
  readonly json?: true
}

function createCommand(context: CliContext): Command {
  return new Command('create')
    .description('Makes a key and shows it, this once: only a hash of it is kept.')
    .argument('<name>', 'who will use it', nameArgument)
    .requiredOption(
      '--scopes <scopes>',
      'a comma list of ingest (send events), read (ask), operate (everything)',
      scopesArgument,
    )
    .option('--customers <ids>', 'a comma list: only about these', (text) =>
      text.split(',').map((id) => id.trim()),
    )
    .option(
      '--expires <instant>',
      'when it stops working, such as 2027-01-01T00:00:00+02:00',
      instantArgument,
    )
    .option('--requests-per-second <n>', 'more are refused', requestsArgument, requestsPerSecondDefault)
    .option('--note <text>', 'why, kept with the key')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri api-key create reports --scopes read --customers c1,c2')
    .action(
      async (name: string, { scopes, customers, expires, requestsPerSecond, note, json }: CreateOptions) => {
        const asked = {
          name,
          scopes,
          customers: customers ?? null,
          expiresAt: expires ?? null,
          requestsPerSecond,
        }
        const { keyId, shown } = await withBooks(context, (db) =>
          atomically(db, (tx) => createApiKey(tx, asked, attributionOf(context, note))),
        )
        if (json === true) context.print(JSON.stringify({ keyId, key: shown }))
        else {
          context.print(shown)
          context.say(`Key ${keyId}. It is shown this once: keep it where secrets are kept.`)
        }
      },
    )
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('Every key, without its secret.')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri api-key list')
    .action(async ({ json }: { json?: true }) => {
      const keys = await withBooks(context, listApiKeys)
      if (json === true) context.print(JSON.stringify(keys.map(keyJson), null, 2))
      else context.print(keys.length === 0 ? 'No API keys.' : listText(keys, context.clock.now()))
    })
}

function revokeCommand(context: CliContext): Command {
  return new Command('revoke')
    .description('Ends a key, at once and for good.')
    .argument('<key-id>', 'as listed')
    .option('--note <text>', 'why, kept with it')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri api-key revoke 3f9c2a71d04e8b65aa10')
    .action(async (keyId: string, { note, json }: { note?: string; json?: true }) => {
      const answer = await withBooks(context, (db) =>
        atomically(db, (tx) => revokeApiKey(tx, keyId, attributionOf(context, note))),
      )
      if (json === true) context.print(JSON.stringify({ keyId, answer }))
      else context.print(answer === 'revoked' ? `${keyId} is revoked` : `${keyId} was revoked already`)
    })
}

function keyJson(key: ApiKey) {
  return {
    ...key,
    expiresAt: instantText(key.expiresAt),
    createdAt: formatInstant(key.createdAt),
    revokedAt: instantText(key.revokedAt),
  }
}

function instantText(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant)
}

function listText(keys: readonly ApiKey[], now: Instant): string {
  return table(
    [
      { title: 'key' },
      { title: 'name' },
      { title: 'scopes' },
      { title: 'customers' },
      { title: 'state' },
      { title: 'expires' },
    ],
    keys.map((key) => [
      key.keyId,
      key.name,
      key.scopes.join(', '),
      key.customers?.join(', ') ?? 'all',
      stateOf(key, now),
      key.expiresAt === null ? 'never' : helsinkiTime(key.expiresAt),
    ]),
  )
}

function stateOf({ revokedAt, expiresAt }: ApiKey, now: Instant): string {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'valid'
}

function nameArgument(text: string): string {
  if (text === '' || text.length > 100 || /\p{Cc}/u.test(text))
    throw new InvalidArgumentError('A name has 1 to 100 characters.')
  return text
}

function scopesArgument(text: string): readonly ApiScope[] {
  return text.split(',').map((name) => {
    const scope = apiScopes.find((each) => each === name.trim())
    if (scope === undefined) throw new InvalidArgumentError(`Allowed: ${apiScopes.join(', ')}.`)
    return scope
  })
}

function requestsArgument(text: string): number {
  const requests = Number(text)
  if (!/^\d{1,7}$/.test(text) || requests < 1 || requests > 1_000_000)
    throw new InvalidArgumentError('Allowed: 1 to 1000000.')
  return requests
}

function instantArgument(text: string): Instant {
  const instant = parseInstant(text)
  if (instant === undefined)
    throw new InvalidArgumentError('An instant is written as 2027-01-01T00:00:00+02:00.')
  return instant
}
