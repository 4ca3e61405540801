import { ownPrice } from './own-price.ts'
import type { Random } from './random.ts'

/** Customers' own prices: some agreed on one; who scans documents needs one, and a few have none yet. */
export function ordinaryPrices(random: Random, scansDocuments: boolean) {
  const own = (resource: string) => ({ from: '2025-01', resource, price: ownPrice(random) })
  const isPriced = random.chance(0.95)
  return [
    ...(random.chance(0.12) ? [own('accounting.nv')] : []),
    ...(random.chance(0.12) ? [own('purchaseinvoice.nv')] : []),
    ...(scansDocuments && isPriced ? [own('escan.nv')] : []),
    ...(scansDocuments && !isPriced && random.chance(0.5)
      ? [{ ...own('escan.nv'), from: '2026-01', recordedAt: random.pick(priceTalks) }]
      : []),
  ]
}

/** When prices that were missing are agreed on. */
const priceTalks = [
  '2026-01-23T14:20:00+02:00',
  '2026-02-11T10:05:00+02:00',
  '2026-03-18T09:40:00+02:00',
] as const
