import { execFile } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

import type { DataFolder } from './data-folder.ts'
import { embeddedRefusal, reasonOf } from './embedded-refusal.ts'
import type { RunnableBinaries } from './runnable-binaries.ts'
import { serverEnvironment } from '../../config/server-environment.ts'
import { clusterOptions } from './settings.ts'

const draftPrefix = 'cluster.new-'

/**
 * Makes PostgreSQL's own folder when there is none; refuses one of another major version. It is made under another
 * name and renamed, so that a command killed here leaves nothing half done. Call it under the start/stop lock.
 */
export async function initialiseCluster(folder: DataFolder, binaries: RunnableBinaries): Promise<void> {
  if (existsSync(folder.cluster)) return checkVersion(folder, binaries)
  for (const name of readdirSync(folder.path))
    if (name.startsWith(draftPrefix)) rmSync(path.join(folder.path, name), { recursive: true, force: true })
  const draft = path.join(folder.path, `${draftPrefix}${process.pid}-${crypto.randomUUID()}`)
  try {
    await promisify(execFile)(binaries.initdb, ['-D', draft, ...clusterOptions], {
      ...folder.runAs,
      cwd: '/',
      env: serverEnvironment(),
    })
    renameSync(draft, folder.cluster)
    syncFolder(folder.path)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw embeddedRefusal(
      `PostgreSQL's data folder ${folder.cluster} cannot be made: ${reasonOf(error)}.`,
      error,
    )
  }
}

function checkVersion(folder: DataFolder, { major }: RunnableBinaries): void {
  const found = readFileSync(path.join(folder.cluster, 'PG_VERSION'), 'utf8').trim()
  if (found === major) return
  throw embeddedRefusal(
    `The data in ${folder.path} is PostgreSQL ${found}'s, and this program carries PostgreSQL ${major}, which cannot read it. Use the version of Laskuri that made it and move the data with pg_dump, or set LASKURI_DATA to a new folder.`,
  )
}

/** The rename itself survives a power cut only once the folder is written. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
