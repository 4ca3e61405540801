import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryCli, type Cli } from './run-cli.ts'

let cli: Cli
let occupant: Server

beforeAll(async () => {
  cli = await temporaryCli()
  occupant = createServer().listen(0, '127.0.0.1')
  await once(occupant, 'listening')
}, 120_000)

afterAll(async () => {
  occupant.close()
  await cli.remove()
})

function takenPort(): string {
  const { port }: AddressInfo = Object.assign({ port: 0, family: '', address: '' }, occupant.address())
  return String(port)
}

test('a port or host that cannot be had is refused in one line that says what to do', async () => {
  const port = takenPort()
  expect(await cli.run(['serve', '--port', port])).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      new RegExp(
        `^(New, empty books: .*\n)?127.0.0.1:${port} cannot be listened on: another program does. Stop it, or give another --port .*\n$`,
      ),
    ),
  })
  expect(await cli.run(['serve', '--port', '0', '--host', '203.0.113.1'])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^203\.0\.113\.1:0 cannot be listened on: .*--host\n$/),
  })
}, 120_000)

/** Between it and whoever started it stands a shell, as npm has it. */
function startedAsByNpm() {
  const entry = path.resolve(import.meta.dirname, '../../src/cli/laskuri.mjs')
  const { DATABASE_URL: _none, ...inherited } = process.env
  return spawn('/bin/sh', ['-c', `"${process.execPath}" "${entry}" serve --port 0 --json; true`], {
    env: { ...inherited, npm_command: 'exec', LASKURI_DATA: path.join(cli.folder, 'data') },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

test('a server that npm started ends with it, though the shell between them hands no signal on', async () => {
  const shell = startedAsByNpm()
  const closed = once(shell.stdout, 'close') // by the last process that writes there
  let log = ''
  shell.stdout.setEncoding('utf8').on('data', (text: string) => (log += text))
  await expect.poll(() => log).toMatch(/"level":"info".*"msg":"listening"/)
  shell.kill('SIGTERM')
  await closed
  expect(shell.signalCode).toBe('SIGTERM')
  expect(log).toMatch(/"level":"info".*"msg":"stopped"/)
}, 120_000)
