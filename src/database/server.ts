import type postgres from 'postgres'

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
