import { CommanderError } from 'commander'
import { systemClock } from '../clock/clock.ts'
import { readConfig } from '../config/config.ts'
import { mapDatabaseError } from '../database/map-database-error.ts'
import { BillingError } from '../errors/billing-error.ts'
import type { CliContext } from './context.ts'
import { program } from './program.ts'
import { writeLines } from './write-lines.ts'

/** Exit codes: 0 done, 1 refused or failed, 2 wrong usage. */
async function main(): Promise<number> {
  const interruption = new AbortController()
  const interrupt = () => {
    interruption.abort()
  }
  process.once('SIGINT', interrupt)
  process.on('SIGTERM', interrupt) // may come twice: to the process group, and handed on by the door
  const context: CliContext = {
    config: readConfig(),
    clock: systemClock,
    print: (text) => process.stdout.write(`${text}\n`),
    stream: (lines) => writeLines(process.stdout, lines, interruption.signal),
    say: (text) => process.stderr.write(`${text}\n`),
    interrupted: interruption.signal,
  }
  try {
    await program(context).parseAsync(process.argv)
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const mapped = mapDatabaseError(error)
    if (!(mapped instanceof BillingError)) throw error
    if (mapped.message !== '') context.say(mapped.message)
    return 1
  }
}

// A reader that leaves early, such as `| head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exitCode = 0
})

process.exitCode = await main()
