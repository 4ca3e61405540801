import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The schema's truth. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** One migration that this program knows: its file's name, and drizzle's stamp for it in milliseconds. */
export interface KnownMigration {
  readonly tag: string
  readonly when: number
}

/** What this program knows, oldest first. */
export function knownMigrations(folder: string): KnownMigration[] {
  const journal: unknown = JSON.parse(readFileSync(path.join(folder, 'meta', '_journal.json'), 'utf8'))
  const entries =
    typeof journal === 'object' && journal !== null && 'entries' in journal ? journal.entries : []
  return Array.isArray(entries) ? entries.filter(isMigration).toSorted((a, b) => a.when - b.when) : []
}

/** Changes with any migration: names the template database that holds exactly this schema. */
export function migrationsHash(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).toSorted())
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(path.join(folder, name)))
  return hash.digest('hex').slice(0, 12)
}

function isMigration(entry: unknown): entry is KnownMigration {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'tag' in entry &&
    typeof entry.tag === 'string' &&
    'when' in entry &&
    typeof entry.when === 'number'
  )
}
