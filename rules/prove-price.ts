// R4, R5: a price is proved total when it is loaded: tier bounds rise, only the last tier is open and the last one is,
// no amount is negative or has more than 6 decimals. A finding names its place as a path of keys, as the price is written
// in files. Decided: bounds, block sizes and free units are whole numbers, as quantities are.
// Tests: test/rules/prove-price.test.ts, test/properties/rules/price.test.ts
import type { Decimal } from './decimal.ts'
import type { Price, Tier } from './price.ts'

/** One thing wrong: where (keys from the top of the list) and what, with what is allowed. */
export interface Finding {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** "Unit prices up to 6 decimals" (R5); fees too. */
const amountFractionDigits = 6

/** Everything wrong with one price; paths start at the price. */
export function provePrice(price: Price): readonly Finding[] {
  return [...wholeNotNegative(price.free, ['free']), ...proveKind(price)]
}

function proveKind(price: Price): readonly Finding[] {
  switch (price.kind) {
    case 'per-unit':
      return provedAmount(price.unit, ['perUnit'])
    case 'package':
      return [
        ...(price.size.isInteger() && price.size.greaterThan(0)
          ? []
          : [
              {
                path: ['package', 'size'],
                message: `${price.size.toFixed()} is not allowed; a whole number from 1`,
              },
            ]),
        ...provedAmount(price.price, ['package', 'price']),
      ]
    case 'graduated':
    case 'volume':
      return placedUnder([price.kind], proveTiers(price.tiers))
  }
}

function proveTiers(tiers: readonly Tier[]): readonly Finding[] {
  if (tiers.length === 0) return [{ path: [], message: 'has no tiers; at least one open tier is needed' }]
  return tiers.flatMap((tier, index) => [
    ...provedAmount(tier.unit, [index, 'unit']),
    ...provedAmount(tier.flat, [index, 'flat']),
    ...proveTierBound(tiers, index),
  ])
}

function proveTierBound(tiers: readonly Tier[], index: number): readonly Finding[] {
  const bound = tiers[index]?.upTo
  const isLast = index === tiers.length - 1
  if (bound === undefined)
    return isLast
      ? []
      : [
          {
            path: [index, 'upTo'],
            message:
              'is missing, so this tier is open-ended and the tiers after it are never reached; only the last tier is open',
          },
        ]
  if (isLast)
    return [
      {
        path: [index, 'upTo'],
        message: `${bound.toFixed()} ends the table; the last tier must be open-ended (no upTo), or units above it have no price`,
      },
    ]
  if (!bound.isInteger() || !bound.greaterThan(0))
    return [{ path: [index, 'upTo'], message: `${bound.toFixed()} is not allowed; a whole number from 1` }]
  const previous = tiers[index - 1]?.upTo
  return previous !== undefined && !bound.greaterThan(previous)
    ? [
        {
          path: [index, 'upTo'],
          message: `${bound.toFixed()} is not above the bound before it, ${previous.toFixed()}: the tiers overlap; bounds must rise`,
        },
      ]
    : []
}

/** What is wrong with a price, flat or fee in euros. */
export function provedAmount(amount: Decimal, path: Finding['path']): readonly Finding[] {
  if (amount.isNegative() && !amount.isZero())
    return [{ path, message: `${amount.toFixed()} is negative; 0 or more is allowed` }]
  return amount.decimalPlaces() > amountFractionDigits
    ? [
        {
          path,
          message: `${amount.toFixed()} has too many decimals; at most ${amountFractionDigits} are allowed`,
        },
      ]
    : []
}

function wholeNotNegative(amount: Decimal, path: Finding['path']): readonly Finding[] {
  return amount.isInteger() && !amount.isNegative()
    ? []
    : [{ path, message: `${amount.toFixed()} is not allowed; a whole number from 0` }]
}

/** The findings with their paths starting further up. */
export function placedUnder(path: Finding['path'], findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => ({ path: [...path, ...finding.path], message: finding.message }))
}
