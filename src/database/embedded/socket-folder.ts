import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs'
import path from 'node:path'

import type { DataFolder } from './data-folder.ts'
import { embeddedRefusal, systemCode } from './embedded-refusal.ts'
import { embeddedPort } from './settings.ts'

/** The system's limit is 104 bytes on macOS and 108 on Linux, PostgreSQL's lock file beside the socket included. */
const socketPathBytesMax = 95

/**
 * A folder for the server's socket that only its account may enter. Where the data folder's path is too long for a
 * socket, or has characters that PostgreSQL's setting would read as a list, it is a short one under /tmp: not under
 * TMPDIR, which may differ between two commands that must meet.
 */
export function socketFolderOf(folder: DataFolder): string {
  const own = path.join(folder.path, 'socket')
  const fits = Buffer.byteLength(socketFile(own)) <= socketPathBytesMax && /^[\w./+@~-]+$/.test(own)
  const hash = createHash('sha256').update(folder.path).digest('hex').slice(0, 16)
  const chosen = fits ? own : `/tmp/laskuri-${hash}`
  const uid = folder.runAs?.uid ?? process.getuid?.()
  make(chosen, folder)
  const found = lstatSync(chosen)
  if (!found.isDirectory() || found.uid !== uid)
    throw embeddedRefusal(`${chosen} belongs to somebody else. Set LASKURI_DATA to another folder.`)
  if ((found.mode & 0o777) !== 0o700) chmodSync(chosen, 0o700)
  return chosen
}

export function socketFile(socketFolder: string): string {
  return path.join(socketFolder, `.s.PGSQL.${embeddedPort}`)
}

function make(folder: string, { runAs }: DataFolder): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
    if (runAs !== undefined) chownSync(folder, runAs.uid, runAs.gid)
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
}
