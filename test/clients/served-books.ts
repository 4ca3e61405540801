// Laskuri as somebody starts it: its command line, an empty folder, a real server on a free port.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

export interface ServedBooks {
  /** `http://127.0.0.1:40123`. */
  readonly url: string
  /** Of an API key that may do everything. */
  readonly key: string
  stop(): Promise<void>
}

const laskuri = path.resolve(import.meta.dirname, '../../src/cli/laskuri.mjs')

/** Serves new books whose first month is the one given, with a sample price list. */
export async function servedBooks(firstMonth: string): Promise<ServedBooks> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-clients-'))
  chmodSync(folder, 0o755) // as root PostgreSQL's own user must get in
  const { DATABASE_URL: _database, ...inherited } = process.env
  const environment = {
    ...inherited,
    LASKURI_DATA: path.join(folder, 'books'),
    LASKURI_IDENTIFIER_KEY: 'a'.repeat(64),
  }
  const run = (...words: readonly string[]) =>
    execFileSync(process.execPath, [laskuri, ...words], {
      env: environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const prices = path.join(folder, 'prices.json')
  writeFileSync(prices, JSON.stringify(priceList(firstMonth)))
  run('import', 'prices', prices)
  const created: { readonly key: string } = JSON.parse(
    run('api-key', 'create', 'back office', '--scopes', 'operate', '--json'),
  )
  const server = spawn(process.execPath, [laskuri, 'serve', '--port', '0', '--json'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGTERM')
      await once(server, 'exit')
    }
    rmSync(folder, { recursive: true })
  }
  try {
    return { url: await urlOf(server), key: created.key, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The first line that it prints says where it listens; the log follows. */
async function urlOf({ stdout, stderr }: ChildProcess): Promise<string> {
  if (stdout === null || stderr === null) throw new Error('the server has no output')
  let complaint = ''
  stderr.on('data', (part: Buffer) => {
    complaint += part.toString()
  })
  const lines = createInterface({ input: stdout })
  for await (const line of lines) {
    stdout.resume() // nobody reads the log, and it must not stand in the server's way
    const { url }: { readonly url?: string } = JSON.parse(line)
    if (url !== undefined) return url
  }
  throw new Error(`the server did not start: ${complaint}`)
}

function priceList(effectiveFrom: string) {
  return {
    name: 'sample',
    status: 'sample',
    currency: 'EUR',
    effectiveFrom,
    revenueClasses: [
      { below: 200_000, monthlyFee: '19.00' },
      { upTo: 10_000_000, monthlyFee: '39.00' },
    ],
    transactionPrices: { 'purchaseinvoice.nv': { perUnit: '0.25' } },
  }
}
