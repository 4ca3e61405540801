import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'

import { binariesAt, locateBinaries, type Binaries } from './binaries.ts'
import type { DataFolder } from './data-folder.ts'
import { embeddedRefusal, reasonOf, systemCode } from './embedded-refusal.ts'

export interface RunnableBinaries extends Binaries {
  /** Such as 18: decides which data folders it can read. */
  readonly major: string
}

/** PostgreSQL's programs where its account can run them: as installed, or a copy that root makes once per version. */
export async function runnableBinaries(
  { runAs, elsewhere }: DataFolder,
  say: (line: string) => void,
): Promise<RunnableBinaries> {
  const installed = await locateBinaries()
  const version = versionOf(installed)
  const major = version.split('.')[0] ?? version
  if (runAs === undefined || tryVersion(installed, runAs).status === 0) return { ...installed, major }
  const copy = binariesAt(path.join(elsewhere, `postgresql-${version}-${process.platform}-${process.arch}`))
  if (!existsSync(copy.root)) {
    say(
      `PostgreSQL's account (uid ${runAs.uid}) cannot reach ${installed.root}: it runs from a copy, ${copy.root}.`,
    )
    makeCopy(installed.root, copy.root)
  }
  const tried = tryVersion(copy, runAs)
  if (tried.status === 0) return { ...copy, major }
  throw embeddedRefusal(
    `The account uid ${runAs.uid} cannot run PostgreSQL: ${reasonOf(tried.error ?? tried.stderr)}.`,
  )
}

/** `postgres (PostgreSQL) 18.4` as 18.4. */
function versionOf(binaries: Binaries): string {
  const tried = tryVersion(binaries, {})
  const version = /\d+(\.\d+)*/.exec(tried.stdout ?? '')?.[0]
  if (tried.status === 0 && version !== undefined) return version
  const reason = tried.error === undefined ? tried.stderr.trim() : reasonOf(tried.error)
  throw embeddedRefusal(`The embedded PostgreSQL does not run on this machine: ${reason}.`, tried.error)
}

function tryVersion(binaries: Binaries, user: { uid?: number; gid?: number }) {
  return spawnSync(binaries.postgres, ['--version'], { ...user, cwd: '/', encoding: 'utf8' })
}

/** Owned by root, so that the account that runs it cannot change it. Renamed into place whole. */
function makeCopy(from: string, to: string): void {
  const draft = `${to}.${process.pid}.${crypto.randomUUID()}`
  try {
    mkdirSync(path.dirname(to), { recursive: true, mode: 0o755 })
    cpSync(from, draft, { recursive: true, verbatimSymlinks: true })
    renameSync(draft, to)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (existsSync(to) && systemCode(error) !== 'EACCES') return
    throw embeddedRefusal(`PostgreSQL cannot be copied to ${to}: ${reasonOf(error)}.`, error)
  }
}
