// R4. "A transaction fee is a customer-specific." Decided: a price is per unit, per package of n, graduated or volume
// tiers, each with optional free units per month, taken off first. Bounds are upper-inclusive; the last tier is open.
// A tier's `flat` is charged when a quantity above zero reaches it: graduated every tier reached, volume the one tier
// that prices all units. The amount is exact; its line is rounded once, elsewhere.
// Tests: test/rules/price.test.ts (with other systems' vectors), test/properties/rules/price.test.ts
import { decimal, zero, type Decimal } from './decimal.ts'
import { blocksRoundedUp } from './rounding.ts'

export interface Tier {
  /** The last unit that the tier prices; undefined for the last, open tier. */
  readonly upTo: Decimal | undefined
  /** Euros per unit. */
  readonly unit: Decimal
  /** Euros once, when the tier is reached. */
  readonly flat: Decimal
}

export type Price = { readonly free: Decimal } & (
  | { readonly kind: 'per-unit'; readonly unit: Decimal }
  | { readonly kind: 'package'; readonly size: Decimal; readonly price: Decimal }
  | { readonly kind: 'graduated'; readonly tiers: readonly Tier[] }
  | { readonly kind: 'volume'; readonly tiers: readonly Tier[] }
)

/** One step of the arithmetic: `units` at `unit` each, plus `flat`, is `amount`. All decimal strings, euros. */
export interface PriceStep {
  readonly label: string
  readonly units: string
  readonly unit: string
  readonly flat: string
  readonly amount: string
}

export interface PricedQuantity {
  /** Euros, exact, not rounded: the sum of the steps. */
  readonly amount: Decimal
  readonly steps: readonly PriceStep[]
}

/** What a month's quantity costs. Zero units, or only free ones, cost nothing in every kind of price. */
export function priceOf(price: Price, quantity: Decimal): PricedQuantity {
  const charged = quantity.minus(price.free)
  const free: readonly PriceStep[] = price.free.isZero()
    ? []
    : [step('free units', quantity.lessThan(price.free) ? quantity : price.free, zero, zero)]
  if (charged.lessThanOrEqualTo(0)) return total(free)
  switch (price.kind) {
    case 'per-unit':
      return total([...free, step('per unit', charged, price.unit, zero)])
    case 'package':
      return total([
        ...free,
        step(`packages of ${price.size.toFixed()}`, blocksRoundedUp(charged, price.size), price.price, zero),
      ])
    case 'graduated':
      return total([...free, ...graduatedSteps(price.tiers, charged)])
    case 'volume':
      return total([...free, ...volumeSteps(price.tiers, charged)])
  }
}

function graduatedSteps(tiers: readonly Tier[], quantity: Decimal): readonly PriceStep[] {
  const steps: PriceStep[] = []
  let below = zero
  for (const tier of tiers) {
    if (quantity.lessThanOrEqualTo(below)) break
    const upper = tier.upTo === undefined || quantity.lessThan(tier.upTo) ? quantity : tier.upTo
    steps.push(step(`graduated tier ${tierRange(below, tier)}`, upper.minus(below), tier.unit, tier.flat))
    below = upper
  }
  return steps
}

function volumeSteps(tiers: readonly Tier[], quantity: Decimal): readonly PriceStep[] {
  let below = zero
  for (const tier of tiers) {
    if (tier.upTo === undefined || quantity.lessThanOrEqualTo(tier.upTo))
      return [step(`volume tier ${tierRange(below, tier)}`, quantity, tier.unit, tier.flat)]
    below = tier.upTo
  }
  throw new RangeError('broken invariant: a proved price has an open last tier')
}

function tierRange(below: Decimal, tier: Tier): string {
  return tier.upTo === undefined
    ? `above ${below.toFixed()}`
    : `${below.plus(1).toFixed()}-${tier.upTo.toFixed()}`
}

function step(label: string, units: Decimal, unit: Decimal, flat: Decimal): PriceStep {
  return {
    label,
    units: units.toFixed(),
    unit: unit.toFixed(),
    flat: flat.toFixed(),
    amount: units.times(unit).plus(flat).toFixed(),
  }
}

function total(steps: readonly PriceStep[]): PricedQuantity {
  return { amount: steps.reduce((sum, each) => sum.plus(decimal(each.amount)), zero), steps }
}
