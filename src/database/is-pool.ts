import type postgres from 'postgres'

/** Whether queries get any connection of a pool, rather than that of one database transaction. */
export function isPool(sql: postgres.ISql): sql is postgres.Sql {
  return 'begin' in sql
}
