import { decimal, zero, type Decimal } from '../../rules/decimal.ts'
import type { Price, Tier } from '../../rules/price.ts'
import { given, type Arithmetic, type Operand } from './arithmetic.ts'

/** What the quantity costs, exactly, each step written down; the same as `priceOf` gives. */
export function calculatePrice(sheet: Arithmetic, price: Price, quantity: Operand): Operand {
  const charged = withoutFree(sheet, price, quantity)
  if (decimal(charged.value).lessThanOrEqualTo(0))
    return sheet.calculate(rule, 'nothing to charge', 'add', [])
  switch (price.kind) {
    case 'per-unit':
      return sheet.calculate(rule, 'price', 'multiply', [charged, given('per unit', price.unit, 'EUR')])
    case 'package': {
      const size = given('package size', price.size, 'units')
      const packages = sheet.calculate(rule, 'packages, rounded up', 'divide-rounding-up', [charged, size])
      return sheet.calculate(rule, 'price', 'multiply', [packages, given('per package', price.price, 'EUR')])
    }
    case 'graduated':
      return graduated(sheet, price.tiers, charged)
    case 'volume':
      return volume(sheet, price.tiers, charged)
  }
}

const rule = 'R4.price'

/** Free units are taken off first, at most as many as there are. */
function withoutFree(sheet: Arithmetic, { free }: Price, quantity: Operand): Operand {
  if (free.isZero()) return quantity
  const taken = decimal(quantity.value).lessThan(free) ? decimal(quantity.value) : free
  return sheet.calculate(rule, 'units to charge, without free ones', 'subtract', [
    quantity,
    given('free units', taken, 'units'),
  ])
}

function graduated(sheet: Arithmetic, tiers: readonly Tier[], charged: Operand): Operand {
  const amounts: Operand[] = []
  let below = zero
  for (const tier of tiers) {
    if (decimal(charged.value).lessThanOrEqualTo(below)) break
    const name = tierName(below, tier)
    const end =
      tier.upTo === undefined || decimal(charged.value).lessThan(tier.upTo)
        ? charged
        : given(`end of ${name}`, tier.upTo, 'units')
    const start = given('in lower tiers', below, 'units')
    const units = below.isZero() ? end : sheet.calculate(rule, `units in ${name}`, 'subtract', [end, start])
    amounts.push(tierAmount(sheet, tier, name, units))
    below = decimal(end.value)
  }
  return amounts.length === 1 && amounts[0] !== undefined
    ? amounts[0]
    : sheet.calculate(rule, 'price of all tiers', 'add', amounts)
}

function volume(sheet: Arithmetic, tiers: readonly Tier[], charged: Operand): Operand {
  let below = zero
  for (const tier of tiers) {
    if (tier.upTo === undefined || decimal(charged.value).lessThanOrEqualTo(tier.upTo))
      return tierAmount(sheet, tier, `${tierName(below, tier)}, which prices all units`, charged)
    below = tier.upTo
  }
  throw new RangeError('broken invariant: a proved price has an open last tier')
}

function tierAmount(sheet: Arithmetic, { unit, flat }: Tier, name: string, units: Operand): Operand {
  const amount = sheet.calculate(rule, `price of ${name}`, 'multiply', [
    units,
    given('per unit', unit, 'EUR'),
  ])
  return flat.isZero()
    ? amount
    : sheet.calculate(rule, `with the flat amount of ${name}`, 'add', [
        amount,
        given('flat amount', flat, 'EUR'),
      ])
}

function tierName(below: Decimal, { upTo }: Tier): string {
  return upTo === undefined
    ? `tier above ${below.toFixed()}`
    : `tier ${below.plus(1).toFixed()}-${upTo.toFixed()}`
}
