import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

import { endSql } from './end-sql.ts'
import { ormOver } from './orm-over.ts'
import type { Server } from './server.ts'
import { settlingSockets } from './settling-sockets.ts'
import { withoutHoles } from './without-holes.ts'

/** What every query needs: a pool, or one database transaction inside `atomically`. */
export interface Database {
  /** Instants come back as text and bigint and numeric as strings: no digit is lost on the way. */
  readonly sql: postgres.ISql
  /** Drizzle over the same connections. */
  readonly orm: PostgresJsDatabase
}

export interface DatabasePool extends Database {
  readonly sql: postgres.Sql
  /** One connection beside the pool's, to the same database as the same role: for work that others must not wait for. */
  apart(): DatabasePool
  close(): Promise<void>
}

export interface ConnectOptions {
  /** `owner` owns the tables and migrates them; `runtime` may only do what the engine does. */
  readonly as: 'owner' | 'runtime'
  readonly database?: string
  readonly connections?: number
  readonly applicationName?: string
}

/** The cluster role that every command but `migrate` works as. */
export const runtimeRole = 'laskuri_runtime'

/**
 * Blanks, which PostgreSQL passes over. A connection that is lost with a query about to be written would never write again
 * (postgres.js 3.4.9 forgets that nothing is on its way); what is longer than 1,024 bytes it writes at once, and is well again.
 */
const longStart = ' '.repeat(1024)

/** Between two attempts at a connection that was lost. */
const reconnectSeconds = 0.2

/** A pool of connections, each opened when first needed. */
export function connect(server: Server, options: ConnectOptions): DatabasePool {
  const base = server.options(options.database)
  const pool = postgres({
    ...base,
    ...settlingSockets(base),
    max: options.connections ?? 4,
    onnotice: () => undefined,
    backoff: () => reconnectSeconds, // the driver's own grows to 20 seconds, in which queries wait for a server that is back
    connection: {
      ...base.connection,
      application_name: options.applicationName ?? 'laskuri',
      TimeZone: 'UTC',
      options: `${String(base.connection?.['options'] ?? '')}${longStart}`,
      // A startup parameter: PostgreSQL applies it before the first query of every connection, reconnections too.
      ...(options.as === 'runtime' ? { role: runtimeRole } : {}),
    },
  })
  const sql = withoutHoles(pool)
  return {
    sql,
    orm: ormOver(sql),
    apart: () => connect(server, { ...options, connections: 1 }),
    close: () => endSql(sql),
  }
}
