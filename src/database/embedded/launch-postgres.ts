import { spawn } from 'node:child_process'
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'

import type { Binaries } from './binaries.ts'
import type { DataFolder } from './data-folder.ts'
import { serverEnvironment } from '../../config/server-environment.ts'
import { serverSettings } from './settings.ts'

const logBytesMax = 10_000_000

export interface EndedServer {
  /** For people. */
  readonly reason: string
  /** `leftovers`: another server's remains were in the way, and it may start a little later; `stopped`: by somebody. */
  readonly because: 'failed' | 'leftovers' | 'stopped'
}

/**
 * Starts the server as a session of its own: a Ctrl-C for the command does not reach it, and it keeps none of the
 * command's pipes open. The caller learns from connecting that it is ready, and here that it ended.
 */
export function launchPostgres(folder: DataFolder, socketFolder: string, binaries: Binaries) {
  const log = openLog(folder)
  const logBytesBefore = statSync(folder.log).size
  const child = spawn(binaries.postgres, ['-D', folder.cluster, ...serverSettings(socketFolder)], {
    ...folder.runAs,
    cwd: '/',
    detached: true,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  let ended: EndedServer | undefined
  child.once('error', (error) => {
    ended = { reason: error.message, because: 'failed' }
  })
  child.once('exit', (code, signal) => {
    const isStopped = code === 0 || signal !== null
    ended = isStopped
      ? { reason: signal ?? 'shut down', because: 'stopped' }
      : lastWords(folder, logBytesBefore)
  })
  return { ended: () => ended }
}

function openLog({ log, runAs }: DataFolder): number {
  if (existsSync(log) && statSync(log).size > logBytesMax) renameSync(log, `${log}.1`)
  const handle = openSync(log, 'a', 0o600)
  if (runAs !== undefined) chownSync(log, runAs.uid, runAs.gid)
  return handle
}

function lastWords({ log }: DataFolder, from: number): EndedServer {
  const text = existsSync(log) ? readFileSync(log).subarray(from).toString('utf8') : '' // stopped, and its folder deleted
  const fatal = text.split('\n').findLast((line) => line.includes('FATAL:'))
  const reason = fatal?.replace(/^.*FATAL:\s*/, '') ?? 'it ended at once'
  const isInTheWay = /postmaster\.pid|shared memory block|\.lock"/.test(text)
  return { reason: `${reason}.`, because: isInTheWay ? 'leftovers' : 'failed' }
}
