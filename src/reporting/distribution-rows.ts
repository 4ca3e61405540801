import { formatMoney } from '../../rules/money.ts'
import type { DistributionReport } from './distribution-report.ts'

/** One number of the report, as a table has it. */
export interface DistributionRow {
  readonly measure: 'events' | 'quantity' | 'net'
  /** `p50`, `max`; of net `all`, or `top 0.01` for the percent of customers with the highest. */
  readonly statistic: string
  /** How many customers it is taken from. */
  readonly customers: number
  /** Calls, documents in them, or euros. */
  readonly value: string
  /** Of all net. */
  readonly netShare: string | null
}

const statistics = ['p50', 'p90', 'p99', 'max'] as const

export function distributionRows({ usage, revenue }: DistributionReport): readonly DistributionRow[] {
  return [
    ...(['events', 'quantity'] as const).flatMap((measure) =>
      statistics.map((statistic) => ({
        measure,
        statistic,
        customers: usage.customers,
        value: usage[measure][statistic].toFixed(),
        netShare: null,
      })),
    ),
    {
      measure: 'net',
      statistic: 'all',
      customers: revenue.customers,
      value: formatMoney(revenue.net),
      netShare: null,
    },
    ...revenue.top.map(({ share, customers, net, netShare }) => ({
      measure: 'net' as const,
      statistic: `top ${share}`,
      customers,
      value: formatMoney(net),
      netShare: netShare?.toFixed() ?? null,
    })),
  ]
}
