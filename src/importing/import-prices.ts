import type { PriceList } from '../../rules/price-list.ts'
import type { Attribution } from '../database/attribution.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { priceListContent } from '../prices/price-list-content.ts'
import { recordPriceList } from '../prices/record-price-list.ts'
import { readDocumentFile } from './read-document-file.ts'

export interface PriceImport {
  readonly list: PriceList
  readonly answer: 'recorded' | 'already-recorded'
}

/** Reads a price list (YAML or JSON) and proves it total, or names every gap and overlap with its line. */
export async function readPriceList(file: string): Promise<PriceList> {
  const { value } = await readDocumentFile(file, priceListContent, 'invalid-price-list')
  return value
}

/** Imports a proved price list; the same one imported twice changes nothing. */
export async function importPrices(
  db: Database,
  file: string,
  attribution: Attribution,
): Promise<PriceImport> {
  const list = await readPriceList(file)
  return { list, answer: await atomically(db, (tx) => recordPriceList(tx, list, attribution)) }
}
