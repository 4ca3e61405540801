import { CommanderError } from 'commander'
import { mapDatabaseError } from '../database/map-database-error.ts'
import { BillingError } from '../errors/billing-error.ts'
import type { CliContext } from './context.ts'
import { program } from './program.ts'

/** Runs one command line, without the names of Node and of the program. The exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function runCommandLine(args: readonly string[], context: CliContext): Promise<number> {
  try {
    await program(context).parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const mapped = mapDatabaseError(error)
    if (!(mapped instanceof BillingError)) throw error
    if (mapped.message !== '') context.say(mapped.message)
    return 1
  }
}
