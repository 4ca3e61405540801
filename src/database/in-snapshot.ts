import { atomically } from './atomically.ts'
import type { Database } from './client.ts'
import { isPool } from './is-pool.ts'
import { inPlaceToRead } from './place-to-read.ts'

/**
 * Reads in one snapshot, on a connection of its own however long it takes: a long query outside of a database transaction
 * holds up others, which the driver sends after it on the same connection. Writing is refused. Of a pool at most half of the
 * connections read so at once; don't begin another snapshot of the pool within `work`, which might wait for itself.
 */
export function inSnapshot<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  const { sql } = db
  const read = () => atomically(db, work, { isolation: 'repeatable read', readOnly: true })
  return isPool(sql) ? inPlaceToRead(sql, read) : read()
}
