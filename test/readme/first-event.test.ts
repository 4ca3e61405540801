import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { pathWithLaskuri, printedBlocks } from './printed-commands.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-first-event-'))
chmodSync(folder, 0o755) // as root the server's user must get in
afterAll(() => {
  rmSync(folder, { recursive: true })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port }: AddressInfo = Object.assign({ port: 0, family: '', address: '' }, server.address())
  server.close()
  await once(server, 'close')
  return port
}

/** What bash prints when it runs the commands as somebody types them; the server in its background ends with it. */
async function typed(commands: string): Promise<string> {
  const { DATABASE_URL: _database, LASKURI_DATA: _data, ...inherited } = process.env
  const bash = spawn('/bin/bash', ['-c', `set -m\n${commands}\nkill %1\nwait`], {
    cwd: folder,
    env: { ...inherited, PATH: pathWithLaskuri(folder) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = { stdout: '', stderr: '' }
  bash.stdout.on('data', (part: Buffer) => (printed.stdout += part.toString()))
  bash.stderr.on('data', (part: Buffer) => (printed.stderr += part.toString()))
  await once(bash, 'close')
  if (printed.stdout === '') throw new Error(printed.stderr)
  return printed.stdout
}

test(
  'the README’s first event over HTTP is recorded by curl as printed, beside the examples alone',
  { timeout: 180_000 },
  async () => {
    const [block = ''] = printedBlocks('Over HTTP')
    expect(block.trim().split('\n').length).toBeLessThanOrEqual(5)
    cpSync(path.resolve(import.meta.dirname, '../examples'), path.join(folder, 'test/examples'), {
      recursive: true,
    })
    expect(block.match(/8080/g)).toHaveLength(2)
    const commands = block.replaceAll('8080', String(await freePort())) // somebody else's server may have that one
    const printed = await typed(commands)
    const answer: unknown = JSON.parse(
      printed.split('\n').find((line) => line.startsWith('{"counts"')) ?? '{}',
    )
    expect(answer).toMatchObject({
      counts: { recorded: 1, 'already-recorded': 0, conflict: 0, refused: 0 },
      answers: [{ answer: 'recorded', disposition: 'billable' }],
    })
  },
)
