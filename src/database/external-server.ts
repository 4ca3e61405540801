import postgres from 'postgres'

import { BillingError } from '../errors/billing-error.ts'
import { endSql } from './end-sql.ts'
import { mapDatabaseError } from './map-database-error.ts'
import type { Server } from './server.ts'
import { socketAddress } from './socket-address.ts'

/** Oldest PostgreSQL that the schema is tested with. */
const oldestMajor = 15

/** A server of the user's own. Refuses one that does not answer, or that is too old. */
export async function openExternalServer(url: string): Promise<Server> {
  const parsed = parse(url)
  const description = `PostgreSQL at ${parsed.path ?? parsed.host}, database ${parsed.database}`
  await checkServer(parsed, description)
  return {
    kind: 'external',
    description,
    databaseName: parsed.database,
    options: (databaseName) => ({ ...parsed, database: databaseName ?? parsed.database }),
    release: () => Promise.resolve(),
  }
}

type ExternalOptions = postgres.Options<Record<string, postgres.PostgresType>> & { database: string }

/** Reads the URL with the driver's own parser, so that every form the driver knows means the same here. */
function parse(url: string): ExternalOptions {
  if (!/^postgres(ql)?:\/\//.test(url)) throw notAnAddress()
  try {
    const socket = socketAddress(url)
    const read = postgres(socket?.url ?? url, { max: 1, ...(socket && { path: socket.path }) }).options
    const { application_name: _, ...connection } = read.connection
    return {
      host: read.host.map((host, index) => `${host}:${read.port[index] ?? read.port[0] ?? 5432}`).join(','),
      ...(read.path ? { path: read.path } : {}),
      user: read.user,
      ...(read.pass === null ? {} : { password: read.pass }),
      database: read.database,
      ssl: read.ssl,
      connection,
    }
  } catch (error) {
    throw notAnAddress(error)
  }
}

function notAnAddress(cause?: unknown): BillingError {
  return new BillingError(
    'database-unreachable',
    'DATABASE_URL is not the address of a PostgreSQL database. Write it as postgres://user:password@host:5432/database, or unset it to use the embedded PostgreSQL.',
    { cause },
  )
}

async function checkServer(options: ExternalOptions, description: string): Promise<void> {
  const sql = postgres({ ...options, max: 1, connect_timeout: 10, onnotice: () => undefined })
  try {
    const [row] = await sql<{ number: number; name: string }[]>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as name`
    if (row !== undefined && row.number >= oldestMajor * 10_000) return
    const found = row?.name ?? 'unknown'
    throw new BillingError(
      'database-unreachable',
      `${description} is version ${found}; Laskuri needs PostgreSQL ${oldestMajor} or later. Upgrade it, or unset DATABASE_URL to use the embedded PostgreSQL.`,
      { details: { version: found } },
    )
  } catch (error) {
    const refusal = mapDatabaseError(error)
    if (!(refusal instanceof BillingError) || refusal === error) throw refusal
    throw new BillingError(
      refusal.code,
      `${description} cannot be used: ${refusal.message} Check DATABASE_URL, or unset it to use the embedded PostgreSQL.`,
      { cause: error, retryable: refusal.retryable },
    )
  } finally {
    await endSql(sql)
  }
}
