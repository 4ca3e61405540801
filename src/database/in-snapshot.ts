import { atomically } from './atomically.ts'
import type { Database } from './client.ts'

/**
 * Reads in one snapshot, on a connection of its own however long it takes: a long query outside of a database transaction
 * holds up others, which the driver sends after it on the same connection. Writing is refused.
 */
export function inSnapshot<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return atomically(db, work, { isolation: 'repeatable read', readOnly: true })
}
