import { atomically } from './atomically.ts'
import type { Database } from './client.ts'

/**
 * What `work` would give, without its being done: it runs in one database transaction, or in a savepoint, that is undone.
 * Its failures come out as from `atomically`. Only numbers drawn from sequences stay used.
 */
export async function asIf<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  const undo = new Error('undone, as asked')
  const results: { readonly result: T }[] = []
  try {
    await atomically(db, async (tx) => {
      results.push({ result: await work(tx) })
      throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
  const [done] = results
  if (done === undefined) throw new Error('broken invariant: work that did not fail gave a result')
  return done.result
}
