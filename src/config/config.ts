import os from 'node:os'
import path from 'node:path'

/** What the environment decides; an empty variable is one that is not set. */
export interface Config {
  /** A PostgreSQL server of the user's own (15 or later); undefined means the embedded one. */
  readonly databaseUrl: string | undefined
  /** The embedded PostgreSQL's folder, absolute. */
  readonly dataFolder: string
  /** Who is recorded as having done what: LASKURI_BY, else the name of the user the command runs as. */
  readonly recordedBy: string
  /** What the keys of API identifiers are sealed under, as LASKURI_IDENTIFIER_KEY has it. */
  readonly identifierKey?: string | undefined
  /** The one before it, while a rotation is under way: LASKURI_IDENTIFIER_KEY_BEFORE. */
  readonly identifierKeyBefore?: string | undefined
}

export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const set = (name: string) => (environment[name] === '' ? undefined : environment[name])
  return {
    databaseUrl: set('DATABASE_URL'),
    dataFolder: path.resolve(set('LASKURI_DATA') ?? '.laskuri'),
    recordedBy: set('LASKURI_BY') ?? userName(),
    identifierKey: set('LASKURI_IDENTIFIER_KEY'),
    identifierKeyBefore: set('LASKURI_IDENTIFIER_KEY_BEFORE'),
  }
}

/** A user without an entry in the system's list of users has no name; then the number stands for it. */
function userName(): string {
  try {
    return os.userInfo().username
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`
  }
}
