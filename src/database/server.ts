import type postgres from 'postgres'

import type { Config } from '../config/config.ts'
import { openEmbeddedServer } from './embedded/open-embedded-server.ts'
import { openExternalServer } from './external-server.ts'

/** A PostgreSQL server that answers, 15 or later. Pools over it are closed before it is released. */
export interface Server {
  readonly kind: 'embedded' | 'external'
  /** For people: where it is. Never holds a password. */
  readonly description: string
  /** The database that commands use. */
  readonly databaseName: string
  /** How to connect; without a name, to `databaseName`. */
  options(databaseName?: string): postgres.Options<Record<string, postgres.PostgresType>>
  /** Leaves the server. The last command to leave an embedded one stops it. Calling it again does nothing. */
  release(): Promise<void>
}

/** The server of the user's own when DATABASE_URL names one, else the embedded one, started when needed. */
export async function openServer(config: Config, say: (line: string) => void): Promise<Server> {
  if (config.databaseUrl !== undefined) return openExternalServer(config.databaseUrl)
  return openEmbeddedServer(config.dataFolder, say)
}
