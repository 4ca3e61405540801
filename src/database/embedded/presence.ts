import postgres from 'postgres'

import { endSql } from '../end-sql.ts'
import { systemCode } from './embedded-refusal.ts'
import { embeddedPort } from './settings.ts'
import { socketFile } from './socket-folder.ts'

/** A connection that says: a command is using this server. It goes by itself when the command is killed. */
export type Presence = postgres.Sql

export const presenceName = 'laskuri presence'

/** How to connect to the embedded server. */
export function embeddedOptions(socketFolder: string, database: string) {
  return {
    host: socketFolder,
    port: embeddedPort,
    path: socketFile(socketFolder),
    user: 'laskuri',
    password: '',
    database,
    ssl: false,
    // The driver's default reopens connections after half an hour: a moment without presence is one too many.
    max_lifetime: null,
    idle_timeout: undefined,
  } satisfies postgres.Options<Record<string, postgres.PostgresType>>
}

/** Connects; says when the server is not running, or is just starting or stopping. */
export async function becomePresent(socketFolder: string): Promise<Presence | 'not running' | 'not ready'> {
  const sql = postgres({
    ...embeddedOptions(socketFolder, 'postgres'),
    max: 1,
    connect_timeout: 10,
    fetch_types: false,
    onnotice: () => undefined,
    connection: { application_name: presenceName },
  })
  try {
    await sql`select 1`
    return sql
  } catch (error) {
    await endSql(sql)
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'not running'
    // 57P03: starting up or shutting down; the rest: it went away while we were connecting.
    if (code !== undefined && notReady.has(code)) return 'not ready'
    throw error
  }
}

const notReady = new Set([
  '57P03',
  '57P01',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'ECONNRESET',
  'EPIPE',
  'CONNECT_TIMEOUT',
])
