import type { Database } from '../database/client.ts'
import { demoRecorder } from './demo-attribution.ts'

/** What a migrated database holds: nothing, a demo (also one that was interrupted), or somebody's books. */
export type BooksState = 'empty' | 'demo' | 'books'

export async function booksState({ sql }: Database): Promise<BooksState> {
  const [row] = await sql<{ recorded: boolean; others: boolean }[]>`
    select exists (select from customers) or exists (select from price_lists) as recorded,
      exists (select from customers where recorded_by <> ${demoRecorder})
        or exists (select from price_lists where recorded_by <> ${demoRecorder}) as others`
  if (row === undefined || row.others) return 'books'
  return row.recorded ? 'demo' : 'empty'
}
