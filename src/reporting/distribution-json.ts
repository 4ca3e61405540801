import { formatMoney } from '../../rules/money.ts'
import type { DistributionReport, Percentiles } from './distribution-report.ts'

/** The report for programs: money and quantities as decimal strings. */
export function distributionJson({ usage, revenue }: DistributionReport) {
  return {
    usage: { ...usage, events: percentilesJson(usage.events), quantity: percentilesJson(usage.quantity) },
    revenue: {
      customers: revenue.customers,
      net: formatMoney(revenue.net),
      top: revenue.top.map(({ netShare, net, ...rest }) => ({
        ...rest,
        net: formatMoney(net),
        netShare: netShare?.toFixed() ?? null,
      })),
    },
  }
}

function percentilesJson({ p50, p90, p99, max }: Percentiles) {
  return { p50: p50.toFixed(), p90: p90.toFixed(), p99: p99.toFixed(), max: max.toFixed() }
}
