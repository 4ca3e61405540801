import { Decimal } from 'decimal.js'
import type { PriceContent, TierContent } from './price-content.ts'

/** R4: what a month's quantity costs, counted unit by unit. */
export function amountOfPrice(price: PriceContent, quantity: number): Decimal {
  const charged = quantity - Number(price.free ?? 0)
  if (charged <= 0) return new Decimal(0)
  if ('perUnit' in price) return sum(units(charged).map(() => price.perUnit))
  if ('package' in price) {
    const { size, price: each } = price.package
    return sum(units(charged).flatMap((unit) => ((unit - 1) % Number(size) === 0 ? [each] : []))) // opens a new package
  }
  if ('graduated' in price) {
    const tiers = units(charged).map((unit) => tierOf(price.graduated, unit))
    return sum([
      ...tiers.map(({ unit }) => unit ?? '0'),
      ...[...new Set(tiers)].map(({ flat }) => flat ?? '0'),
    ])
  }
  const tier = tierOf(price.volume, charged)
  return sum([...units(charged).map(() => tier.unit ?? '0'), tier.flat ?? '0'])
}

function units(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}

/** Bounds are upper-inclusive, and the last tier is open. */
function tierOf(tiers: readonly TierContent[], unit: number): TierContent {
  const tier = tiers.find(({ upTo }) => upTo === undefined || unit <= Number(upTo))
  if (tier === undefined) throw new RangeError('a price has an open last tier')
  return tier
}

function sum(amounts: readonly string[]): Decimal {
  return amounts.reduce((total, amount) => total.plus(amount), new Decimal(0))
}
