import type postgres from 'postgres'

const endSecondsMax = 3

/**
 * Closes a pool's connections once their queries are done, and in any case soon: a connection that was lost during a
 * query counts as busy for ever in postgres.js 3.4.9, and a command must end even when its server crashed. The server
 * has noticed the end of every connection that was not lost when this resolves.
 */
export function endSql(sql: postgres.Sql): Promise<void> {
  return sql.end({ timeout: endSecondsMax })
}
