import { createHash } from 'node:crypto'
import { accessSync, chownSync, constants, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

import { canEnter } from './can-enter.ts'
import { embeddedRefusal, reasonOf, systemCode } from './embedded-refusal.ts'
import { isRoot, unprivilegedUser, type ServerUser } from './server-user.ts'

export interface DataFolder {
  /** Where the data really is. */
  readonly path: string
  /** The folder that was asked for; another than `path` where PostgreSQL's account cannot enter that one. */
  readonly wanted: string
  /** PostgreSQL's own folder inside. */
  readonly cluster: string
  readonly log: string
  /** Where root puts what PostgreSQL's account cannot reach elsewhere. */
  readonly elsewhere: string
  /** The account that PostgreSQL runs under when this process is root; undefined: under our own. */
  readonly runAs: ServerUser | undefined
}

/** Makes the folder if need be, for its owner alone. Refuses a folder of somebody else's. */
export function prepareDataFolder(wanted: string, elsewhere: string): DataFolder {
  const here = { wanted, elsewhere }
  try {
    if (existsSync(wanted) && !statSync(wanted).isDirectory()) throw new Error('it is not a folder')
    return isRoot() ? prepareAsRoot(here) : prepareAsUser(here)
  } catch (error) {
    throw embeddedRefusal(
      `The data folder ${wanted} cannot be used: ${reasonOf(error)}. Set LASKURI_DATA to a folder that you may write.`,
      error,
    )
  }
}

function prepareAsUser(here: Wanted): DataFolder {
  const { wanted } = here
  makeFolder(wanted, 0o700)
  const owner = statSync(wanted).uid
  if (process.getuid !== undefined && owner !== process.getuid())
    throw new Error(`it belongs to another user (uid ${owner})`)
  accessSync(wanted, constants.R_OK | constants.W_OK | constants.X_OK)
  return folderAt(wanted, here, undefined)
}

function prepareAsRoot(here: Wanted): DataFolder {
  const { wanted, elsewhere } = here
  const owner = existsSync(wanted) ? statSync(wanted) : undefined
  // A folder that an ordinary user made stays that user's, whoever runs the command.
  if (owner !== undefined && owner.uid !== 0) {
    const user = { uid: owner.uid, gid: owner.gid }
    if (!canEnter(wanted, user)) throw new Error(`its owner (uid ${user.uid}) cannot enter it`)
    return folderAt(wanted, here, user)
  }
  const user = unprivilegedUser()
  const moved = path.join(elsewhere, createHash('sha256').update(wanted).digest('hex').slice(0, 16))
  // Once moved, always moved: data must not vanish because somebody opened the way to the wanted folder.
  const folder = existsSync(moved) || !canEnter(nearestFolder(path.dirname(wanted)), user) ? moved : wanted
  makeFolder(folder, 0o700)
  if (statSync(folder).uid === 0) give(folder, user)
  return folderAt(folder, here, user)
}

type Wanted = Pick<DataFolder, 'wanted' | 'elsewhere'>

/** Changing the owner of a folder with other things in it could lock somebody out of them. */
function give(folder: string, user: ServerUser): void {
  if (readdirSync(folder).length > 0) throw new Error('it belongs to root and has other files in it')
  chownSync(folder, user.uid, user.gid)
}

/** Not mkdir's own `recursive`: it never returns where folders cannot be made but seem missing, as under /proc. */
function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) return
  makeFolder(path.dirname(folder), 0o755)
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    // Another command that starts now made it.
    if (systemCode(error) !== 'EEXIST') throw error
  }
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(path.dirname(folder))
}

function folderAt(folder: string, here: Wanted, runAs: ServerUser | undefined): DataFolder {
  const inside = (name: string) => path.join(folder, name)
  return { ...here, path: folder, cluster: inside('cluster'), log: inside('postgresql.log'), runAs }
}
