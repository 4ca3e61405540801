import { systemClock } from '../clock/clock.ts'
import { readConfig } from '../config/config.ts'
import { startedByNpm } from '../config/started-by-npm.ts'
import { runCommandLine } from './run-command-line.ts'
import { whenStarterEnds } from './when-starter-ends.ts'
import { writeLines } from './write-lines.ts'

const interruption = new AbortController()
const interrupt = () => {
  interruption.abort()
}
process.once('SIGINT', interrupt)
process.on('SIGTERM', interrupt) // may come twice: to the process group, and handed on by the door
if (startedByNpm()) whenStarterEnds(interrupt)

// A reader that leaves early, such as `| head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exitCode = 0
})

process.exitCode = await runCommandLine(process.argv.slice(2), {
  config: readConfig(),
  clock: systemClock,
  print: (text) => process.stdout.write(`${text}\n`),
  stream: (lines) => writeLines(process.stdout, lines, interruption.signal),
  say: (text) => process.stderr.write(`${text}\n`),
  interrupted: interruption.signal,
})
