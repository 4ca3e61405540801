import { setTimeout as wait } from 'node:timers/promises'

import type { DataFolder } from './data-folder.ts'
import { embeddedRefusal } from './embedded-refusal.ts'
import { initialiseCluster } from './initialise-cluster.ts'
import { launchPostgres } from './launch-postgres.ts'
import { forgetDeadServer } from './postmaster-file.ts'
import { becomePresent, type Presence } from './presence.ts'
import { runnableBinaries } from './runnable-binaries.ts'

/** Recovery after a power cut reads up to max_wal_size of log: minutes on a slow disk. */
const startMsMax = 5 * 60_000
/** What a killed server leaves in memory is gone once its last process noticed. */
const leftoversMsMax = 15_000

/** Becomes present on the folder's server, starting it when it does not run. Call it under the start/stop lock. */
export async function startOrJoin(
  folder: DataFolder,
  socketFolder: string,
  say: (line: string) => void,
): Promise<Presence> {
  const begun = Date.now()
  let launched: Awaited<ReturnType<typeof launch>> | undefined
  while (Date.now() - begun < startMsMax) {
    const presence = await becomePresent(socketFolder)
    if (typeof presence !== 'string') return presence
    const ended = launched?.ended()
    if (ended?.because === 'stopped')
      throw embeddedRefusal(
        `PostgreSQL was stopped in ${folder.path} while it was starting (${ended.reason}). Try again. Its log: ${folder.log}.`,
      )
    if (ended !== undefined && !(ended.because === 'leftovers' && Date.now() - begun < leftoversMsMax))
      throw embeddedRefusal(
        `PostgreSQL does not start in ${folder.path}: ${ended.reason} Its log: ${folder.log}.`,
      )
    if (presence === 'not running' && (launched === undefined || ended !== undefined))
      launched = await launch(folder, socketFolder, say)
    await wait(10)
  }
  throw embeddedRefusal(
    `PostgreSQL has not become ready in ${folder.path} for minutes. Its log: ${folder.log}.`,
  )
}

async function launch(folder: DataFolder, socketFolder: string, say: (line: string) => void) {
  const binaries = await runnableBinaries(folder, say)
  if (folder.path !== folder.wanted)
    say(`PostgreSQL's account cannot enter ${folder.wanted}: the data is in ${folder.path}.`)
  await initialiseCluster(folder, binaries)
  forgetDeadServer(folder, socketFolder)
  return launchPostgres(folder, socketFolder, binaries)
}
