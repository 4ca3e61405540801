import {
  chownSync,
  linkSync,
  readdirSync,
  readFileSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import type { DataFolder } from './data-folder.ts'
import { embeddedRefusal, systemCode } from './embedded-refusal.ts'
import { identityOf, isAlive } from './process-identity.ts'

/** Recovery after a crash of the machine happens under the lock and may take minutes. */
const waitMsMax = 10 * 60_000

/** A folder read while files come and go may miss some: so many would have to go by during one reading. */
const locksKept = 8

/**
 * One process at a time starts or stops the server. Locks are numbered files, lock.1, lock.2, ...: the highest holds
 * its holder's name, or nothing once given back. Taking the lock is making the next number, which the file system
 * lets one process do; the highest is never deleted. So a dead holder's lock is passed over, never broken, and no
 * two processes can both believe that they broke it.
 */
export async function withStartStopLock<T>(folder: DataFolder, work: () => Promise<T>): Promise<T> {
  const lock = await take(folder)
  try {
    return await work()
  } finally {
    truncateSync(lock)
  }
}

async function take(folder: DataFolder): Promise<string> {
  const deadline = Date.now() + waitMsMax
  while (Date.now() < deadline) {
    const highest = highestIn(folder)
    if (highest === 0 || isFree(fileOf(folder, highest))) {
      const taken = tryNumber(folder, highest + 1)
      if (taken !== undefined) return taken
    } else await wait(15)
  }
  throw embeddedRefusal(
    `Another command has been starting or stopping PostgreSQL in ${folder.path} for minutes.`,
  )
}

/** A slow process may make a number that was already used and deleted: then a higher one exists, and it gives up. */
function tryNumber(folder: DataFolder, number: number): string | undefined {
  const lock = fileOf(folder, number)
  if (!makeWhole(lock, folder)) return undefined
  if (highestIn(folder) !== number) {
    remove(lock)
    return undefined
  }
  for (const older of numbersIn(folder)) if (older < number - locksKept) remove(fileOf(folder, older))
  return lock
}

/** The file appears with its content already in it, so that nobody reads a holder's lock as a free one. */
function makeWhole(lock: string, { runAs }: DataFolder): boolean {
  const draft = `${lock}.${process.pid}.${crypto.randomUUID()}`
  writeFileSync(draft, identityOf(process.pid), { mode: 0o600 })
  if (runAs !== undefined) chownSync(draft, runAs.uid, runAs.gid)
  try {
    linkSync(draft, lock)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  } finally {
    unlinkSync(draft)
  }
}

function isFree(lock: string): boolean {
  try {
    const holder = readFileSync(lock, 'utf8')
    return holder === '' || !isAlive(holder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false
    throw error
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
}

function highestIn(folder: DataFolder): number {
  return Math.max(0, ...numbersIn(folder))
}

function numbersIn(folder: DataFolder): number[] {
  return readdirSync(folder.path).flatMap((name) => (/^lock\.\d+$/.test(name) ? [Number(name.slice(5))] : []))
}

function fileOf(folder: DataFolder, number: number): string {
  return path.join(folder.path, `lock.${number}`)
}
