import type * as z from 'zod'
import type { priceContent } from '../prices/price-content.ts'
import type { Random } from './random.ts'

/** A customer's own price as files write it: of every kind, some with free units. */
export function ownPrice(random: Random): z.input<typeof priceContent> {
  const cents = (low: number, high: number) =>
    `0.${String(low + random.below(high - low + 1)).padStart(2, '0')}`
  return random.weighted<() => z.input<typeof priceContent>>([
    [() => ({ perUnit: cents(12, 45) }), 40],
    [() => ({ perUnit: `0.${random.below(90) + 10}75`, free: 20 }), 10],
    [() => ({ package: { size: random.pick([10, 25, 50]), price: `${2 + random.below(9)}.90` } }), 15],
    [
      () => ({
        graduated: [
          { upTo: random.pick([20, 50, 100]), unit: cents(30, 40) },
          { upTo: 500, unit: cents(22, 28) },
          { unit: cents(12, 20) },
        ],
      }),
      20,
    ],
    [
      () => ({
        volume: [
          { upTo: 100, unit: cents(28, 36) },
          { upTo: 1000, unit: cents(20, 26), flat: '4.00' },
          { unit: cents(11, 17), flat: '9.50' },
        ],
        free: random.pick([5, 10, 25]),
      }),
      15,
    ],
  ])()
}
