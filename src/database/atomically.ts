import type postgres from 'postgres'

import type { Database } from './client.ts'
import { holdLost, type TransactionState } from './hold-lost.ts'
import { isPool } from './is-pool.ts'
import { mapDatabaseError } from './map-database-error.ts'
import { ormInside } from './orm-over.ts'

export interface AtomicOptions {
  readonly isolation?: 'read committed' | 'repeatable read'
  readonly readOnly?: boolean
}

/**
 * Runs `work` in one database transaction, or in a savepoint when `db` is already inside one: all of it happens, or
 * nothing. Retries nothing. A query that fails undoes the whole, even if `work` catches its error; to go on after a
 * failure put the part that may fail in an `atomically` of its own.
 */
export async function atomically<T>(
  db: Database,
  work: (tx: Database) => Promise<T>,
  options: AtomicOptions = {},
): Promise<T> {
  const { sql } = db
  try {
    if (isInside(sql)) return await savepoint(sql, work, options)
    if (!isPool(sql)) throw new Error('atomically needs a pool or a database transaction')
    const state: TransactionState = { over: false }
    const begun = sql.begin(clauses(options), (tx) => run(tx, sql.options, state, work))
    const { result } = await begun.finally(() => {
      state.over = true
    })
    return result
  } catch (error) {
    throw mapDatabaseError(error)
  }
}

async function savepoint<T>(
  sql: postgres.TransactionSql & Pick<postgres.Sql, 'options'>,
  work: (tx: Database) => Promise<T>,
  options: AtomicOptions,
): Promise<T> {
  if (options.isolation === 'repeatable read') await checkIsolation(sql)
  const state = states.get(sql) ?? { over: false }
  const { result } = await sql.savepoint((tx) => run(tx, sql.options, state, work))
  return result
}

/** One state for a database transaction and all its savepoints. */
const states = new WeakMap<postgres.ISql, TransactionState>()

/** The result goes in an object because the driver awaits the members of a bare array. */
function run<T>(
  tx: postgres.TransactionSql,
  options: postgres.Sql['options'],
  state: TransactionState,
  work: (tx: Database) => Promise<T>,
): Promise<{ result: T }> {
  states.set(tx, state)
  return holdLost(state, async () => ({ result: await work({ sql: tx, orm: ormInside(tx, options) }) }))
}

/** A savepoint has its transaction's isolation: a weaker one would break what `work` relies on without a sign. */
async function checkIsolation(sql: postgres.TransactionSql): Promise<void> {
  const [row] = await sql<
    { isolation: string }[]
  >`select current_setting('transaction_isolation') as isolation`
  if (row?.isolation === 'read committed')
    throw new Error('this needs repeatable read, but runs inside a read committed database transaction')
}

function clauses(options: AtomicOptions): string {
  return `isolation level ${options.isolation ?? 'read committed'} ${options.readOnly === true ? 'read only' : 'read write'}`
}

/** `ormInside` has put the pool's options on every transaction that we hand out. */
function isInside(sql: postgres.ISql): sql is postgres.TransactionSql & Pick<postgres.Sql, 'options'> {
  return 'savepoint' in sql
}
