import { isDeepStrictEqual } from 'node:util'
import type { PriceList, RecordedPriceList } from '../../rules/price-list.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { months } from '../database/schema/months.ts'
import { priceLists } from '../database/schema/prices.ts'
import { BillingError } from '../errors/billing-error.ts'
import { oldestOpenMonth } from '../months/oldest-open-month.ts'
import { loadPriceLists } from './load-price-lists.ts'
import { contentOfPriceList } from './price-list-content.ts'

/**
 * Records a proved price list. The first one opens its first month; a later one takes effect from an open month on
 * (R8). The list in force, recorded again unchanged, is skipped: the answer is then `already-recorded`.
 */
export async function recordPriceList(
  tx: Database,
  list: PriceList,
  attribution: Attribution,
): Promise<'recorded' | 'already-recorded'> {
  await tx.sql`select pg_advisory_xact_lock(hashtext('laskuri price lists'))` // two first lists at once would open two months
  const known = await loadPriceLists(tx)
  if (known.length === 0) {
    await tx.orm.insert(months).values({ month: list.effectiveFrom, ...attribution })
  } else {
    if (sameAsNewest(list, known)) return 'already-recorded'
    const oldest = await oldestOpenMonth(tx)
    if (list.effectiveFrom < oldest)
      throw new BillingError(
        'month-closed',
        `The price list takes effect from ${list.effectiveFrom}, but the oldest open month is ${oldest}; a closed month's prices change only through a customer price or an agreed fee that names the month`,
        { details: { effectiveFrom: list.effectiveFrom, oldestOpenMonth: oldest } },
      )
  }
  await tx.orm.insert(priceLists).values({
    name: list.name,
    status: list.status,
    effectiveFrom: list.effectiveFrom,
    content: contentOfPriceList(list),
    ...attribution,
  })
  return 'recorded'
}

function sameAsNewest(list: PriceList, known: readonly RecordedPriceList[]): boolean {
  const newest = known.findLast((recorded) => recorded.list.effectiveFrom === list.effectiveFrom)
  return newest !== undefined && isDeepStrictEqual(contentOfPriceList(newest.list), contentOfPriceList(list))
}
