import type { Database } from '../database/client.ts'
import { standingUsage } from '../usage/standing-usage.ts'
import type { UsageDimension, UsageQuestion } from './usage-question.ts'

/** Hours and identifiers are in no aggregate. */
function readsRawEvents({ interval, groupBy, identifier }: UsageQuestion): boolean {
  return interval === 'hour' || identifier !== undefined || groupBy.includes('identifier')
}

/** Whole months by what the sums for billing know: a thirtieth of the rows. */
function readsMonths({ from, to, interval, groupBy, channel, outcome, source }: UsageQuestion): boolean {
  return (
    interval === 'month' &&
    from.length === 7 &&
    to.length === 7 &&
    [channel, outcome, source].every((filter) => filter === undefined) &&
    groupBy.every((dimension) => monthDimensions.has(dimension))
  )
}

const monthDimensions: ReadonlySet<UsageDimension> = new Set(['resource', 'customer', 'disposition'])

/** The calls that a question is about, as a query: `period`, every dimension, `event_count`, `quantity`. */
export function usageCalls(db: Database, question: UsageQuestion) {
  const { sql } = db
  const { from, to, interval } = question
  const first = sql`${dayOf(from)}::text::date`
  const end = sql`(${dayOf(to)}::text::date + ${to.length === 7 ? '1 month' : '1 day'}::text::interval)::date`
  const form = interval === 'day' ? 'YYYY-MM-DD' : 'YYYY-MM'
  const filter = filterOf(sql, question)
  if (readsMonths(question) && !readsRawEvents(question))
    return sql`
      select to_char(usage_month, ${form}) as period, resource, customer_id, channel, outcome, disposition, source,
        null::text as identifier, event_count, quantity
      from (
        select *, null::channel as channel, null::outcome as outcome, null::text as source
        from (${standingUsage(db, question.customers)}) standing) u
      where usage_month >= ${first} and usage_month < ${end} and ${filter}`
  if (!readsRawEvents(question))
    return sql`
      select to_char(day, ${form}) as period, resource, customer_id, channel, outcome, disposition, source,
        null::text as identifier, event_count, quantity
      from usage_by_day_now where day >= ${first} and day < ${end} and ${filter}`
  const period =
    interval === 'hour'
      ? sql`to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:00:00+00')`
      : sql`to_char(at at time zone 'Europe/Helsinki', ${form})`
  return sql`
    select ${period} as period, resource, customer_id, channel, outcome, disposition, source, identifier,
      1 as event_count, quantity
    from events e
    where at >= ${first}::timestamp at time zone 'Europe/Helsinki' and at < ${end}::timestamp at time zone 'Europe/Helsinki'
      and posting_month >= date_trunc('month', ${first}::timestamp)::date and ${filter}
      and (${question.identifier ?? null}::text is null or identifier = ${question.identifier ?? null})
      and not exists (select from event_retractions r where r.customer_id = e.customer_id and r.source = e.source
        and r.event_id = e.event_id and r.event_posting_month = e.posting_month)`
}

function dayOf(monthOrDay: string): string {
  return monthOrDay.length === 7 ? `${monthOrDay}-01` : monthOrDay
}

function filterOf(sql: Database['sql'], question: UsageQuestion) {
  const { resource, channel, outcome, disposition, source } = question
  const customers = question.customers === undefined ? null : [...question.customers]
  return sql`(${customers}::text[] is null or customer_id = any(${customers}::text[]))
    and (${resource ?? null}::text is null or resource = ${resource ?? null})
    and (${channel ?? null}::text is null or channel::text = ${channel ?? null})
    and (${outcome ?? null}::text is null or outcome::text = ${outcome ?? null})
    and (${disposition ?? null}::text is null or disposition::text = ${disposition ?? null})
    and (${source ?? null}::text is null or source = ${source ?? null})`
}
