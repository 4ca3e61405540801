import { inArray } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { priceLists } from '../database/schema/prices.ts'
import { priceListContent } from '../prices/price-list-content.ts'
import type { PriceListVersion } from './explanation.ts'

/** Price list versions with when and by whom they were recorded. */
export async function loadPriceListVersions(
  db: Database,
  listIds: readonly number[],
): Promise<readonly PriceListVersion[]> {
  const rows = await db.orm
    .select()
    .from(priceLists)
    .where(inArray(priceLists.listId, [...new Set(listIds)]))
  return rows.map(({ content, ...row }) => ({
    ...row,
    transactionPrices: priceListContent.parse(content).transactionPrices,
  }))
}
