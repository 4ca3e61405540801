import type { BillingMonth } from '../../rules/billing-month.ts'
import { decimal, type Decimal } from '../../rules/decimal.ts'
import { moneyOf, type Money } from '../../rules/money.ts'
import { quotientCutToWhole } from '../../rules/rounding.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import type { Database } from '../database/client.ts'
import { standingUsage } from '../usage/standing-usage.ts'

/** How unevenly customers use the API and pay for it, over whole months in Helsinki. */
export interface DistributionReport {
  readonly usage: {
    /** Those with any call that was not taken back, whatever became of it. */
    readonly customers: number
    /** By nearest rank: the least usage that at least so many percent of these customers stay at or below. */
    readonly events: Percentiles
    readonly quantity: Percentiles
  }
  readonly revenue: {
    /** Those with a document. */
    readonly customers: number
    readonly net: Money
    /** What the customers with the highest net bring: the first tenth of a percent, percent, tenth, their number rounded up. */
    readonly top: readonly TopCustomers[]
  }
}

export interface Percentiles {
  readonly p50: Decimal
  readonly p90: Decimal
  readonly p99: Decimal
  readonly max: Decimal
}

export interface TopCustomers {
  /** Of the customers with a document: `0.01` is a percent. */
  readonly share: TopShare
  readonly customers: number
  readonly net: Money
  /** Their part of all net, from 0 to 1, cut to four decimals; above 1 where others were credited; null where all is not above 0. */
  readonly netShare: Decimal | null
}

const topShares = ['0.001', '0.01', '0.1'] as const
type TopShare = (typeof topShares)[number]

export interface DistributionQuestion {
  /** First and last month, both included: of usage by when it was made, of revenue by billing month. */
  readonly from: BillingMonth
  readonly to: BillingMonth
}

export async function distributionReport(
  db: Database,
  question: DistributionQuestion,
): Promise<DistributionReport> {
  return inSnapshot(db, (tx) => readDistribution(tx, question))
}

async function readDistribution(
  db: Database,
  { from, to }: DistributionQuestion,
): Promise<DistributionReport> {
  const [first, last] = [`${from}-01`, `${to}-01`]
  const { sql } = db
  const [usage] = await sql<UsageRow[]>`
    select count(*)::text as customers, percentile_disc(array[0.5, 0.9, 0.99, 1]) within group (order by events)::text[] as events,
      percentile_disc(array[0.5, 0.9, 0.99, 1]) within group (order by quantity)::text[] as quantity
    from (
      select customer_id, sum(event_count) as events, sum(quantity) as quantity from (${standingUsage(db)}) standing
      where usage_month between ${first}::date and ${last}::date
      group by 1 having sum(event_count) <> 0) used`
  const tops = await sql<TopRow[]>`
    with paying as (
      select sum(net) as net, row_number() over (order by sum(net) desc, customer_id) as place, count(*) over () as customers
      from documents where billing_month between ${first}::date and ${last}::date group by customer_id)
    select share, count(place)::text as customers, coalesce(sum(net), 0)::text as net
    from unnest(${['1', ...topShares]}::text[]) as share left join paying on place <= ceil(customers * share::numeric)
    group by share`
  const topOf = (share: string) => tops.find((row) => row.share === share) ?? { customers: '0', net: '0' }
  const all = moneyOf(topOf('1').net)
  return {
    usage: {
      customers: Number(usage?.customers ?? 0),
      events: percentiles(usage?.events),
      quantity: percentiles(usage?.quantity),
    },
    revenue: {
      customers: Number(topOf('1').customers),
      net: all,
      top: topShares.map((share) => {
        const { customers, net } = topOf(share)
        return { share, customers: Number(customers), net: moneyOf(net), netShare: partOf(moneyOf(net), all) }
      }),
    },
  }
}

function partOf(net: Money, all: Money): Decimal | null {
  return all.greaterThan(0) ? quotientCutToWhole(net.times(10_000), all).div(10_000) : null
}

/** Zeros where there is nobody. */
function percentiles(values: readonly string[] | null | undefined): Percentiles {
  const [p50 = '0', p90 = '0', p99 = '0', max = '0'] = values ?? []
  return { p50: decimal(p50), p90: decimal(p90), p99: decimal(p99), max: decimal(max) }
}

interface UsageRow {
  readonly customers: string
  readonly events: readonly string[] | null
  readonly quantity: readonly string[] | null
}

interface TopRow {
  readonly share: string
  readonly customers: string
  readonly net: string
}
