import { zero } from '../../rules/decimal.ts'
import type { Price, Tier } from '../../rules/price.ts'
import { euros } from './amount-text.ts'

/** A price in words: `0.25 EUR a unit, the first 10 units of a month free`. */
export function priceText(price: Price): string {
  const free = price.free.isZero() ? '' : `, the first ${price.free.toFixed()} units of a month free`
  return `${unitsText(price)}${free}`
}

function unitsText(price: Price): string {
  switch (price.kind) {
    case 'per-unit':
      return `${euros(price.unit)} a unit`
    case 'package':
      return `${euros(price.price)} a package of ${price.size.toFixed()}`
    case 'graduated':
      return `graduated, each unit by its own tier: ${tiersText(price.tiers)}`
    case 'volume':
      return `volume, all units by the tier of the last one: ${tiersText(price.tiers)}`
  }
}

function tiersText(tiers: readonly Tier[]): string {
  return tiers
    .map(({ upTo, unit, flat }, index) => {
      const below = tiers[index - 1]?.upTo ?? zero
      const range =
        upTo === undefined ? `above ${below.toFixed()}` : `${below.plus(1).toFixed()}-${upTo.toFixed()}`
      return `${range} at ${euros(unit)}${flat.isZero() ? '' : ` and ${euros(flat)} flat`}`
    })
    .join('; ')
}
