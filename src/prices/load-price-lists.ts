import { asc } from 'drizzle-orm'
import type { RecordedPriceList } from '../../rules/price-list.ts'
import type { Database } from '../database/client.ts'
import { priceLists } from '../database/schema/prices.ts'
import { priceListContent } from './price-list-content.ts'

/** Every price list version, in the order of recording; each is proved again as it is read. */
export async function loadPriceLists(db: Database): Promise<readonly RecordedPriceList[]> {
  const rows = await db.orm.select().from(priceLists).orderBy(asc(priceLists.listId))
  return rows.map(({ listId, content }) => ({ listId, list: priceListContent.parse(content) }))
}
