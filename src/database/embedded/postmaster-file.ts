import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

import type { DataFolder } from './data-folder.ts'
import { socketFile } from './socket-folder.ts'

/** The process id of the server that runs on this folder, as PostgreSQL notes it; undefined when none does. */
export function postmasterPid(folder: DataFolder): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(postmasterFile(folder), 'utf8'), 10)
    return Number.isNaN(pid) ? undefined : pid
  } catch {
    return undefined
  }
}

export function hasPostmasterFile(folder: DataFolder): boolean {
  return existsSync(postmasterFile(folder))
}

/**
 * Deletes the notes of a server that was killed, when their process id now belongs to another program: PostgreSQL
 * itself only sees that some process has it, and would refuse to start for ever (ids are soon used again in a
 * container). Does nothing when the process may be a PostgreSQL on this folder.
 */
export function forgetDeadServer(folder: DataFolder, socketFolder: string): void {
  const pid = postmasterPid(folder)
  if (pid === undefined || commandOf(pid)?.includes(folder.cluster) !== false) return
  for (const file of [postmasterFile(folder), socketFile(socketFolder), `${socketFile(socketFolder)}.lock`])
    rmSync(file, { force: true })
}

/** The command line of a process; empty when it is gone, undefined when the system does not tell. */
function commandOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return undefined
  }
}

function postmasterFile(folder: DataFolder): string {
  return path.join(folder.cluster, 'postmaster.pid')
}
