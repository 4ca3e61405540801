import type { Random } from './random.ts'

/** What is known of a company's revenue: euros a year in some class, above the table, or nothing. */
export function revenueOf(random: Random): number | 'unknown' {
  const bounds = random.weighted([
    [[30_000, 200_000], 26],
    [[200_000, 500_000], 24],
    [[500_000, 1_000_000], 17],
    [[1_000_000, 2_000_000], 13],
    [[2_000_000, 5_000_000], 11],
    [[5_000_000, 10_000_000], 6],
    [[10_000_100, 60_000_000], 1.2],
    [undefined, 1],
  ])
  if (bounds === undefined) return 'unknown'
  const [low = 0, high = 0] = bounds
  // Small companies are many within a class too.
  return Math.floor((low * (high / low) ** random.next()) / 100) * 100
}

export const endOfTable = 10_000_000
