import type { BillingMonth } from '../../rules/billing-month.ts'
import { chargedResourceOf } from '../../rules/charged-resources.ts'
import type { Instant } from '../../rules/instant.ts'
import { isManualChargeKey } from '../../rules/manual-charge.ts'
import type { Database } from '../database/client.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import { readByPage } from '../database/read-by-page.ts'
import { chargedResourceIn } from '../documents/charge-name.ts'
import type { Document } from '../documents/document.ts'
import type { LineExplanation } from './explanation.ts'

/** An event behind a line. */
export interface LineEvent {
  readonly source: string
  readonly id: string
  readonly at: Instant
  readonly resource: string
  readonly method: string
  readonly quantity: number
  readonly identifier: string | null
  readonly postedIn: BillingMonth
  /** It became known after the line before. */
  readonly isNew: boolean
  /** The posting month of its retraction, known in the document's month: the line does not count it. */
  readonly takenBackIn: BillingMonth | null
  readonly takenBackBecause: string | null
}

/**
 * The very events behind a line, by time, source and id: of a transaction fee every import, of a monthly fee the one
 * that started the span; those that were taken back as well. Read as they are asked for, so memory stays the same
 * however many there are.
 */
export async function* lineEvents(
  db: Database,
  { customer, month }: Document,
  explained: LineExplanation,
): AsyncGenerator<LineEvent> {
  const { charge, usageMonth } = explained.line
  if (isManualChargeKey(charge)) return
  const rows = db.sql<Row[]>`
    select e.source, e.event_id, e.at::text, e.resource, e.method, e.quantity::text, e.identifier, e.posting_month::text,
      r.posting_month::text as taken_back_in, r.reason
    from events e
    left join event_retractions r on r.customer_id = e.customer_id and r.source = e.source and r.event_id = e.event_id
      and r.event_posting_month = e.posting_month and r.posting_month <= ${`${month}-01`}::date
    where e.customer_id = ${customer} and ${condition(db, month, explained)}
    order by e.at, e.source collate "C", e.event_id collate "C", e.posting_month`
  for await (const page of readByPage(rows, rowsAtOnce))
    for (const row of page)
      if (charge === 'monthly-fee' || chargedResourceOf(row.resource, row.method, usageMonth) !== undefined)
        yield eventOf(row, explained)
}

const rowsAtOnce = 1000

function condition({ sql }: Database, month: BillingMonth, explained: LineExplanation) {
  const { usageMonth, charge } = explained.line
  if (charge !== 'monthly-fee')
    return sql`e.usage_month = ${`${usageMonth}-01`}::date and e.resource = ${chargedResourceIn(charge)}
      and e.disposition = 'billable' and e.posting_month between ${`${usageMonth}-01`}::date and ${`${month}-01`}::date`
  const starts = startsOfSpans(explained)
  return sql`(e.source, e.event_id, e.posting_month) in (
    select source, event_id, posting_month from json_to_recordset(${JSON.stringify(starts)}::text::json)
      as s (source text, event_id text, posting_month date))`
}

/** The event that started the span; of a fee that is no longer owed, those that did and were taken back. */
function startsOfSpans({ values, changes }: LineExplanation) {
  const started = values.flatMap((value) => (value.kind === 'first-success' ? [value.success] : []))
  const takenBack = changes.flatMap((change) =>
    change.kind === 'first-success-taken-back' ? [change.success] : [],
  )
  return [...started, ...takenBack].map(({ source, id, postedIn }) => ({
    source,
    event_id: id,
    posting_month: `${postedIn}-01`,
  }))
}

interface Row {
  readonly source: string
  readonly event_id: string
  readonly at: string
  readonly resource: string
  readonly method: string
  readonly quantity: string
  readonly identifier: string | null
  readonly posting_month: string
  readonly taken_back_in: string | null
  readonly reason: string | null
}

function eventOf(row: Row, { billedBefore, knownBefore }: LineExplanation): LineEvent {
  const postedIn = monthOfDate(row.posting_month)
  return {
    source: row.source,
    id: row.event_id,
    at: instantOfTimestamp(row.at),
    resource: row.resource,
    method: row.method,
    quantity: Number(row.quantity),
    identifier: row.identifier,
    postedIn,
    isNew: billedBefore.length === 0 || postedIn > knownBefore,
    takenBackIn: row.taken_back_in === null ? null : monthOfDate(row.taken_back_in),
    takenBackBecause: row.reason,
  }
}
