import { once } from 'node:events'
import { Command, InvalidArgumentError } from 'commander'
import { pino } from 'pino'
import { sealingKeysOf } from '../../access/identifiers/sealing-keys.ts'
import { newMetrics } from '../../http/metrics.ts'
import { serveHttp } from '../../http/serve.ts'
import { withBooks, type CliContext } from '../context.ts'

interface ServeArguments {
  readonly port: number
  readonly host: string
  readonly grace: number
  readonly json?: true
}

export function serveCommand(context: CliContext): Command {
  return new Command('serve')
    .description('Serves the HTTP API until it is interrupted: requests in flight end, new ones are refused.')
    .option('--port <port>', 'where to listen; 0 for any that is free', portArgument, 8080)
    .option('--host <host>', 'which address to listen on', '127.0.0.1')
    .option('--grace <seconds>', 'how long requests in flight may take to end', secondsArgument, 10)
    .option('--json', 'print the address as JSON')
    .addHelpText('after', '\nExample:\n  npx laskuri serve --port 8080')
    .action(async ({ port, host, grace, json }: ServeArguments) => {
      const log = pino({
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (level) => ({ level }) },
      })
      const sealingKeys = sealingKeysOf(context.config)
      await withBooks(context, async (db) => {
        const server = await serveHttp(
          { db, clock: context.clock, log, metrics: newMetrics(), sealingKeys },
          { port, host, limits: { graceMs: grace * 1000 } },
        )
        const url = `http://${host}:${server.port}`
        if (json === true) context.print(JSON.stringify({ url }))
        else context.say(`Listening on ${url} (try ${url}/docs); Ctrl-C ends it`)
        log.info({ url }, 'listening')
        if (!context.interrupted.aborted) await once(context.interrupted, 'abort')
        context.say('Stopping: requests in flight end first.')
        await server.stop()
        log.info('stopped')
        letGo()
      })
    })
}

/** A connection whose work waits for a lock is open until it gets it; PostgreSQL undoes the work once nobody is there. */
function letGo(): void {
  setTimeout(() => process.exit(), letGoMs).unref()
}

const letGoMs = 5_000

function portArgument(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number up to 65535.')
  return port
}

function secondsArgument(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('Write whole seconds, up to 9999.')
  return Number(text)
}
