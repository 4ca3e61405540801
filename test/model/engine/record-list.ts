import { atomically } from '../../../src/database/atomically.ts'
import { recordPriceList } from '../../../src/prices/record-price-list.ts'
import { priceListContent } from '../../../src/prices/price-list-content.ts'
import type { ListContent } from '../naive/price-content.ts'
import { clerkAt, type EngineBooks } from './engine-books.ts'

export function recordList(
  { runtime }: EngineBooks,
  from: string,
  content: ListContent,
  now: number,
): Promise<'recorded' | 'already-recorded'> {
  const particulars = { name: 'model', status: 'sample', currency: 'EUR', effectiveFrom: from }
  const list = priceListContent.parse({ ...particulars, ...content })
  return atomically(runtime, (tx) => recordPriceList(tx, list, clerkAt(now)))
}
