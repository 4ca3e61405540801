import type { BillingMonth } from '../../rules/billing-month.ts'
import { chargedResourceOf } from '../../rules/charged-resources.ts'
import type { Instant } from '../../rules/instant.ts'
import type { Database } from '../database/client.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import { monthOfDate } from '../database/month-of-date.ts'
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
  /** No earlier document had billed it for this usage month and charge. */
  readonly isNew: boolean
}

/**
 * The very events behind a line, by time, source and id: of a transaction fee every import that it counts, of a monthly
 * fee the one that started the span. Read as they are asked for, so memory stays the same however many there are.
 */
export async function* lineEvents(
  db: Database,
  { customer, month }: Document,
  explained: LineExplanation,
): AsyncGenerator<LineEvent> {
  const { line, billedBefore, knownBefore } = explained
  const { usageMonth, charge } = line
  const wanted =
    charge === 'monthly-fee'
      ? startOfSpan(db, explained)
      : db.sql`usage_month = ${`${usageMonth}-01`}::date and resource = ${chargedResourceIn(charge)}
          and posting_month between ${`${usageMonth}-01`}::date and ${`${month}-01`}::date and disposition = 'billable'`
  const rows = db.sql<Row[]>`
    select source, event_id, at::text, resource, method, quantity::text, identifier, posting_month::text
    from events where customer_id = ${customer} and ${wanted}
    order by events.at, source collate "C", event_id collate "C", posting_month`
  for await (const page of rows.cursor(rowsAtOnce))
    for (const row of page) {
      const postedIn = monthOfDate(row.posting_month)
      if (charge !== 'monthly-fee' && chargedResourceOf(row.resource, row.method, usageMonth) === undefined)
        continue
      yield {
        source: row.source,
        id: row.event_id,
        at: instantOfTimestamp(row.at),
        resource: row.resource,
        method: row.method,
        quantity: Number(row.quantity),
        identifier: row.identifier,
        postedIn,
        isNew: billedBefore.length === 0 || postedIn > knownBefore,
      }
    }
}

const rowsAtOnce = 1000

interface Row {
  readonly source: string
  readonly event_id: string
  readonly at: string
  readonly resource: string
  readonly method: string
  readonly quantity: string
  readonly identifier: string | null
  readonly posting_month: string
}

function startOfSpan({ sql }: Database, { values }: LineExplanation) {
  const [first] = values.flatMap((value) => (value.kind === 'first-success' ? [value.success] : []))
  if (first === undefined) return sql`false`
  const { source, id, postedIn } = first
  return sql`source = ${source} and event_id = ${id} and posting_month = ${`${postedIn}-01`}::date`
}
