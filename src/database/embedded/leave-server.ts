import { setTimeout as wait } from 'node:timers/promises'

import { endSql } from '../end-sql.ts'
import type { DataFolder } from './data-folder.ts'
import { systemCode } from './embedded-refusal.ts'
import { hasPostmasterFile, postmasterPid } from './postmaster-file.ts'
import { presenceName, type Presence } from './presence.ts'

/** The last connections of a pool that was just closed may still be going. */
const othersMsMax = 500
const stopMsMax = 60_000

/** Ends this presence, and stops the server when nobody else is connected. Call it under the start/stop lock. */
export async function leaveServer(folder: DataFolder, presence: Presence): Promise<void> {
  const last = await isLast(presence).catch(() => false)
  await endSql(presence)
  if (last) await stop(folder)
}

/** Other commands count at once; other clients (a psql, say) are given a moment to be gone. */
async function isLast(presence: Presence): Promise<boolean> {
  const deadline = Date.now() + othersMsMax
  for (;;) {
    const others = await presence<{ name: string }[]>`
      select application_name as name from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()`
    if (others.length === 0) return true
    if (others.some(({ name }) => name === presenceName) || Date.now() > deadline) return false
    await wait(10)
  }
}

/** PostgreSQL's fast shutdown. Its note of its process id is the last thing that it deletes. */
async function stop(folder: DataFolder): Promise<void> {
  const pid = postmasterPid(folder)
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return
    throw error
  }
  const deadline = Date.now() + stopMsMax
  while (hasPostmasterFile(folder) && Date.now() < deadline) await wait(5)
}
