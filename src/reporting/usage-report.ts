import { normalResourceName } from '../../rules/charged-resources.ts'
import { decimal } from '../../rules/decimal.ts'
import type { Channel, Disposition, Outcome } from '../../rules/disposition.ts'
import { helsinkiTime } from '../clock/helsinki-time.ts'
import type { Database } from '../database/client.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import { BillingError } from '../errors/billing-error.ts'
import { usageCalls } from './usage-calls.ts'
import { usagePeriods } from './usage-periods.ts'
import { usageDimensions, type UsageDimension, type UsageQuestion } from './usage-question.ts'
import type { UsageRow } from './usage-row.ts'
import { wholeSeries, type PlacedRow } from './whole-series.ts'

/** More would be no report any more, and is refused. */
const rowsMax = 100_000

/**
 * Recorded usage, whole to this instant, by period and then by each dimension: by when calls were made, whatever month they
 * were posted to. What was taken back counts for nothing in the period it was made in. Without dimensions, and with `top`,
 * every period has a row for each series, zero where nothing is left; with all groups, only those with calls do. Days and
 * months come from the aggregates; hours and identifiers from the raw events of the period. Refuses with `invalid-input` a
 * report of more than 100,000 rows.
 */
export async function usageReport(db: Database, question: UsageQuestion): Promise<readonly UsageRow[]> {
  const { groupBy, top = null } = question
  const by = (dimension: UsageDimension) => groupBy.includes(dimension)
  const rows = await inSnapshot(
    db,
    ({ sql }) => sql<Row[]>`
    with calls as (${usageCalls(db, {
      ...question,
      resource: question.resource === undefined ? undefined : normalResourceName(question.resource),
    })}),
    split as (
      select period, case when ${by('resource')} then resource end collate "C" as resource,
        case when ${by('customer')} then customer_id end as customer,
        case when ${by('channel')} then channel end as channel,
        case when ${by('outcome')} then outcome end as outcome,
        case when ${by('disposition')} then disposition end as disposition,
        case when ${by('source')} then source end collate "C" as source,
        case when ${by('identifier')} then identifier end collate "C" as identifier,
        sum(event_count) as events, sum(quantity) as quantity
      from calls group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(event_count) <> 0),
    totalled as (
      select *, sum(events) over (partition by resource, customer, channel, outcome, disposition, source, identifier) as total
      from split),
    ranked as (
      select *, coalesce(dense_rank() over (order by total desc, resource, customer, channel, outcome, disposition, source,
        identifier) > ${top}::bigint, false) as other,
        dense_rank() over (order by resource, customer, channel, outcome, disposition, source, identifier) as place
      from totalled)
    select period, other, case when not other then resource end as resource, case when not other then customer end as customer,
      case when not other then channel end as channel, case when not other then outcome end as outcome,
      case when not other then disposition end as disposition, case when not other then source end as source,
      case when not other then identifier end as identifier,
      sum(events)::text as events, sum(quantity)::text as quantity, max(place)::text as place
    from ranked group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    order by period, other, 3, 4, 5, 6, 7, 8, 9 limit ${rowsMax + 1}`,
  )
  if (rows.length > rowsMax) throw tooManyRows()
  const placed = rows.map((row) => placedRow(row, question))
  if (groupBy.length > 0 && (top === null || placed.length === 0)) return placed.map(({ row }) => row)
  const series = Math.max(1, new Set(placed.map(({ place }) => place)).size)
  const periods = usagePeriods(question, Math.floor(rowsMax / series))
  if (periods === undefined) throw tooManyRows()
  return wholeSeries(placed, periods)
}

function tooManyRows(): BillingError {
  return new BillingError(
    'invalid-input',
    `The report has more than ${rowsMax} rows. Ask for a shorter period, longer intervals, or the top ones`,
    { details: { rowsMax } },
  )
}

interface Row {
  readonly period: string
  readonly other: boolean
  readonly resource: string
  readonly customer: string
  readonly channel: Channel
  readonly outcome: Outcome
  readonly disposition: Disposition
  readonly source: string
  readonly identifier: string | null
  readonly events: string
  readonly quantity: string
  readonly place: string
}

/** The rest stands after every group. */
function placedRow(row: Row, question: UsageQuestion): PlacedRow {
  return { row: rowOf(row, question), place: row.other ? Number.POSITIVE_INFINITY : Number(row.place) }
}

function rowOf(row: Row, { interval, groupBy, top }: UsageQuestion): UsageRow {
  const dimensions = row.other ? [] : groupBy
  const asked = Object.fromEntries(
    usageDimensions.filter((each) => dimensions.includes(each)).map((each) => [each, row[each]]),
  )
  return {
    period: interval === 'hour' ? helsinkiTime(instantOfTimestamp(row.period)).replace(' ', 'T') : row.period,
    ...asked,
    ...(top === undefined ? {} : { other: row.other }),
    events: Number(row.events),
    quantity: decimal(row.quantity),
  }
}
