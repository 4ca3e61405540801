import { isDeepStrictEqual } from 'node:util'
import { oldestOpen, type NaiveBooks } from './books.ts'
import type { ListContent } from './price-content.ts'
import { refusedAs, type Verdict } from './verdict.ts'

/** R8: a price list takes effect from an open month on; the one in force, once more, changes nothing. */
export function recordList(books: NaiveBooks, from: string, content: ListContent): Verdict {
  const newest = books.lists.findLast((list) => list.from === from)
  if (newest !== undefined && isDeepStrictEqual(newest.content, content)) return 'already-recorded'
  if (from < oldestOpen(books)) return refusedAs('month-closed')
  books.lists.push({ from, content })
  return 'recorded'
}
