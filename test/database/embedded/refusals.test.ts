import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { runCommand } from './run-command.ts'
import { trialFolder } from './trial-folder.ts'

const isRoot = process.getuid?.() === 0
const stranger = { uid: 65_534, gid: 65_534 }

let trial: ReturnType<typeof trialFolder>
beforeEach(() => {
  trial = trialFolder()
})
afterEach(() => trial.remove())

test("another major version's data is refused with what to do", async () => {
  await (await runCommand(trial.folder)).leave()
  writeFileSync(path.join(trial.folder, 'cluster', 'PG_VERSION'), '15\n')
  await expect(runCommand(trial.folder)).rejects.toThrow(/is PostgreSQL 15's.*pg_dump/)
})

test('a command whose server is stopped while it starts says to try again', async () => {
  await (await runCommand(trial.folder)).leave()
  // A stand-by without a primary that lets nobody in: it starts until it is stopped.
  writeFileSync(path.join(trial.folder, 'cluster', 'standby.signal'), '')
  appendFileSync(path.join(trial.folder, 'cluster', 'postgresql.conf'), 'hot_standby = off\n')
  const command = runCommand(trial.folder)
  const refused = expect(command).rejects.toThrow(/BillingError: PostgreSQL was stopped.*Try again/)
  await expect.poll(() => trial.isRunning(), { timeout: 30_000 }).toBe(true)
  process.kill(trial.postmaster(), 'SIGQUIT')
  await refused
})

test('a folder that cannot be made is refused', async () => {
  await expect(runCommand('/proc/nowhere/data')).rejects.toThrow(
    /BillingError: The data folder .*Set LASKURI_DATA/,
  )
})

test('a file in the place of the folder is refused', async () => {
  const wanted = path.join(trial.folder, 'file')
  writeFileSync(wanted, '')
  await expect(runCommand(wanted)).rejects.toThrow(/BillingError: The data folder .* it is not a folder/)
})

test.skipIf(!isRoot)("somebody else's data folder is refused (needs root to try)", async () => {
  await (await runCommand(trial.folder)).leave()
  await expect(runCommand(trial.folder, { user: stranger })).rejects.toThrow(
    /BillingError: The data folder .* belongs to/,
  )
})

test.skipIf(!isRoot)('a folder that may not be written is refused (needs root to try)', async () => {
  chmodSync(trial.folder, 0o755)
  const wanted = path.join(trial.folder, 'inner')
  await expect(runCommand(wanted, { user: stranger })).rejects.toThrow(
    /BillingError: The data folder .*Set LASKURI_DATA/,
  )
})

test.skipIf(!isRoot)(
  "root never takes over a folder with other people's files in it (needs root to try)",
  async () => {
    mkdirSync(path.join(trial.folder, 'letters'))
    await expect(runCommand(trial.folder)).rejects.toThrow(/has other files in it/)
  },
)
