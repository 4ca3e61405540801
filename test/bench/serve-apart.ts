import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

const entry = path.resolve(import.meta.dirname, '../../src/cli/laskuri.mjs')

export interface ServedApart {
  readonly url: string
  stop(): Promise<void>
}

/** `laskuri serve` on a free port, in a process of its own. */
export async function serveApart(dataFolder: string): Promise<ServedApart> {
  const { DATABASE_URL: _none, ...inherited } = process.env
  const env = { ...inherited, LASKURI_DATA: dataFolder }
  const child = spawn(process.execPath, [entry, 'serve', '--port', '0', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const lines = createInterface({ input: child.stdout })
  const [first]: unknown[] = await Promise.race([once(lines, 'line'), ended])
  const address: { url: string } = JSON.parse(String(first))
  lines.on('line', () => undefined) // its log: not to be kept, and not to hold it up
  return {
    url: address.url,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
