import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A data folder for one test, deleted with whatever still runs in it. */
export function trialFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-trial-'))
  const pidFile = path.join(folder, 'cluster', 'postmaster.pid')
  const isRunning = () => existsSync(pidFile)
  const postmaster = () => Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
  return {
    folder,
    isRunning,
    postmaster,
    /** Stops the server that a test left behind, and only that one. */
    remove: async () => {
      if (isRunning()) process.kill(postmaster(), 'SIGQUIT')
      await until(() => !isRunning())
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits for a condition, for at most ten seconds. */
async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`never became true: ${condition.toString()}`)
    await wait(10)
  }
}
