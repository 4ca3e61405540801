import { endOfTable, revenueOf } from './revenue.ts'
import type { Random } from './random.ts'

/** The revenue reports and agreed fees of a customer with separate pricing, the later ones with their instants. */
export function ordinaryRevenue(random: Random) {
  const known = revenueOf(random)
  if (known === 'unknown')
    return { revenue: random.chance(0.6) ? [lateReport(random, 40_000 + random.below(9_000_000))] : [] }
  const revenue = [{ from: '2025-07', eur: known }, ...laterReports(random, known)]
  if (known <= endOfTable)
    return { revenue, agreedMonthlyFee: random.chance(0.015) ? [{ from: '2025-07', fee: '45.00' }] : [] }
  return {
    revenue,
    agreedMonthlyFee: random.chance(0.6)
      ? [{ from: '2025-07', fee: `${245 + 5 * random.below(40)}.00` }]
      : [],
  }
}

/** The yearly review: a new turnover counts from the next month on; some correct the past. */
function laterReports(random: Random, known: number) {
  const eur = Math.floor((known * random.between(0.7, 1.5)) / 100) * 100
  if (random.chance(0.008)) return [lateReport(random, Math.floor(known / 2))]
  return random.chance(0.08) ? [{ eur, ...random.pick(reviews) }] : []
}

/** A report that names January although it comes later. */
function lateReport(random: Random, eur: number) {
  return { from: '2026-01', eur, recordedAt: random.pick(lateDays) }
}

const reviews: readonly [Review, ...Review[]] = [
  { from: '2026-02', recordedAt: '2026-01-27T09:10:00+02:00' },
  { from: '2026-03', recordedAt: '2026-02-24T13:30:00+02:00' },
  { from: '2026-04', recordedAt: '2026-03-26T11:00:00+02:00' },
]

interface Review {
  readonly from: string
  readonly recordedAt: string
}

const lateDays = [
  '2026-01-21T15:00:00+02:00',
  '2026-02-17T12:45:00+02:00',
  '2026-03-19T10:20:00+02:00',
] as const
