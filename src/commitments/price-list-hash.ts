import type { RecordedPriceList } from '../../rules/price-list.ts'
import { contentOfPriceList } from '../prices/price-list-content.ts'
import { commitmentOf } from './commitment-of.ts'

/** A price list version that priced a document, and what it said. */
export interface CommittedPriceList {
  readonly listId: number
  /** SHA-256, 64 hex digits. */
  readonly hash: string
}

export function committedPriceList({ listId, list }: RecordedPriceList): CommittedPriceList {
  return { listId, hash: commitmentOf(contentOfPriceList(list)) }
}
