import { asc } from 'drizzle-orm'
import type { BillingMonth } from '../../rules/billing-month.ts'
import type { ChargedResource } from '../../rules/charged-resources.ts'
import { postingMonthOf } from '../../rules/posting-month.ts'
import type { Price } from '../../rules/price.ts'
import type { CustomerPrice } from '../../rules/transaction-fee.ts'
import type { Attribution } from '../database/attribution.ts'
import { anyOf } from '../database/any-of.ts'
import type { Database } from '../database/client.ts'
import { inChunks } from '../database/in-chunks.ts'
import { customerPrices } from '../database/schema/prices.ts'
import { BillingError } from '../errors/billing-error.ts'
import { oldestOpenMonth } from '../months/oldest-open-month.ts'
import { contentOfPrice, priceContent } from './price-content.ts'
import { chargedResourceInput } from './price-list-content.ts'

export interface NewCustomerPrice {
  readonly customer: string
  readonly from: BillingMonth
  readonly resource: ChargedResource
  /** Null ends the customer's own price from its month on. */
  readonly price: Price | null
}

/** Records customers' own prices. A past month corrects it (R4, R8). */
export async function recordCustomerPrices(
  tx: Database,
  prices: readonly NewCustomerPrice[],
  attribution: Attribution,
): Promise<void> {
  const oldest = await oldestOpenMonth(tx)
  for (const rows of inChunks(prices))
    await tx.orm.insert(customerPrices).values(
      rows.map(({ customer, from, resource, price }) => ({
        customerId: customer,
        from,
        postingMonth: postingMonthOf(from, oldest),
        resource,
        price: price === null ? null : contentOfPrice(price),
        ...attribution,
      })),
    )
}

/** The customers' own prices, by customer, each in the order of recording. */
export async function loadCustomerPrices(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly CustomerPrice[]>> {
  const rows = await db.orm
    .select()
    .from(customerPrices)
    .where(anyOf(customerPrices.customerId, ids))
    .orderBy(asc(customerPrices.factId))
  const prices = new Map<string, CustomerPrice[]>()
  for (const row of rows) {
    const own = prices.get(row.customerId) ?? []
    own.push(customerPriceOf(row))
    prices.set(row.customerId, own)
  }
  return prices
}

function customerPriceOf(row: typeof customerPrices.$inferSelect): CustomerPrice {
  const { factId, from, postingMonth: postedIn } = row
  const resource = chargedResourceInput.parse(row.resource)
  return {
    factId,
    from,
    postedIn,
    resource,
    value: row.price === null ? null : readPrice(row),
  }
}

/** Prices are proved when they are recorded: one that can't be read was changed by hand. */
function readPrice({ customerId, factId, price }: typeof customerPrices.$inferSelect): Price {
  const read = priceContent.safeParse(price)
  if (read.success) return read.data
  throw new BillingError(
    'guarantee-violated',
    `The price of customer ${customerId} in fact ${factId} can't be read: somebody has changed it by hand`,
    { details: { customer: customerId, factId } },
  )
}
