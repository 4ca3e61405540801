import type { Clock } from '../clock/clock.ts'
import type { Config } from '../config/config.ts'
import type { Attribution } from '../database/attribution.ts'
import { connect, type DatabasePool } from '../database/client.ts'
import { migrate } from '../database/migrate.ts'
import { checkSchema } from '../database/schema-version.ts'
import { openServer } from '../database/open-server.ts'
import type { Server } from '../database/server.ts'
import { BillingError } from '../errors/billing-error.ts'

/** What every command gets from the edge of the program. */
export interface CliContext {
  readonly config: Config
  readonly clock: Clock
  /** Results, on standard output. */
  readonly print: (text: string) => void
  /** Results of any length, a line each, on standard output: no faster than their reader takes them. */
  readonly stream: (lines: AsyncIterable<string>) => Promise<void>
  /** Everything for people beside the result, on standard error. */
  readonly say: (text: string) => void
  /** Aborted by Ctrl-C: long work then stops at the next safe place. */
  readonly interrupted: AbortSignal
}

/** Who does it, now. */
export function attributionOf({ config, clock }: CliContext, note?: string): Attribution {
  return { recordedAt: clock.now(), recordedBy: config.recordedBy, note: note ?? null }
}

/** Opens the server for the work and leaves it afterwards, whatever happens. */
export async function withServer<T>(context: CliContext, work: (server: Server) => Promise<T>): Promise<T> {
  const server = await openServer(context.config, context.say)
  try {
    return await work(server)
  } finally {
    await server.release()
  }
}

/** Opens the books: the database with an up-to-date schema, as the runtime role. A new embedded one is migrated. */
export async function withBooks<T>(context: CliContext, work: (db: DatabasePool) => Promise<T>): Promise<T> {
  return withServer(context, async (server) => {
    await bringUpToDate(server, context)
    const db = connect(server, { as: 'runtime', connections: 6 }) // four writers, a roll-up, and one to spare
    try {
      return await work(db)
    } finally {
      await db.close()
    }
  })
}

async function bringUpToDate(server: Server, { say }: CliContext): Promise<void> {
  const owner = connect(server, { as: 'owner', connections: 1 })
  try {
    const state = await checkSchema(owner)
    if (state === 'current') return
    if (state === 'newer')
      throw new BillingError(
        'schema-newer',
        'The database has migrations that this program does not know. Use the newer program',
      )
    if (state === 'behind' || server.kind === 'external')
      throw new BillingError(
        'schema-missing',
        `The database's schema is ${state === 'behind' ? 'behind this program' : 'not there yet'}. Next: npx laskuri migrate`,
      )
    await migrate(owner)
    say(`New, empty books: ${server.description}`) // somebody in the wrong folder should see it
  } finally {
    await owner.close()
  }
}
