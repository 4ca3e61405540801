import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type postgres from 'postgres'

/** Drizzle over a pool. It makes the pool's dates and instants come back as text, which is how we read them. */
export function ormOver(sql: postgres.Sql): PostgresJsDatabase {
  return drizzle(sql)
}

/** Drizzle over one database transaction, which gets the `options` of its pool. */
export function ormInside(tx: postgres.TransactionSql, options: postgres.Sql['options']): PostgresJsDatabase {
  const begin = <T>(work: (inner: postgres.TransactionSql) => Promise<T>) => tx.savepoint(work)
  const client = Object.assign(tx, { options, begin })
  if (!isClient(client)) throw new Error('a database transaction of the driver lacks what drizzle calls')
  return drizzle(client)
}

/**
 * Guarantee: of a pool, drizzle's driver uses `options`, `unsafe` and `begin` alone. A transaction has `unsafe`, and
 * `begin` inside one is a savepoint.
 */
function isClient(tx: postgres.ISql): tx is postgres.Sql {
  return 'options' in tx && 'begin' in tx && 'unsafe' in tx
}
