import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import type { Report } from './difference.ts'

/**
 * Recomputes the body hash of every event posted in the month from the event itself, and its usage month from its time,
 * and looks for the opening that made it billable: the same bytes as `bodyHash` in src/usage/event-body.ts, made by
 * PostgreSQL so that both cores work and no event travels.
 */
export async function verifyEvents(
  db: Database,
  postingMonth: BillingMonth,
  customer: string | undefined,
  report: Report,
): Promise<void> {
  const rows = await db.sql<Row[]>`
    select e.customer_id, source, event_id, usage_month::text, right_month::text, hash, right_hash, opening_number,
      is_billable, coalesce(o.open and o.at <= e.at, false) as is_opened
    from (
      select customer_id, source, event_id, usage_month, at, opening_number, disposition = 'billable' as is_billable,
        date_trunc('month', at at time zone 'Europe/Helsinki')::date as right_month,
        lpad(to_hex(body_hash_high), 16, '0') || lpad(to_hex(body_hash_low), 16, '0') as hash,
        left(encode(sha256(convert_to('[' || concat_ws(',', to_json(customer_id), to_json(source), to_json(event_id),
          to_json(resource), to_json(method), to_json(outcome::text), quantity, to_json(channel::text),
          coalesce(to_json(identifier)::text, 'null'), (extract(epoch from at) * 1000000)::bigint) || ']', 'UTF8')), 'hex'), 32)
          as right_hash
      from events where posting_month = ${`${postingMonth}-01`}::date
        and (${customer ?? null}::text is null or customer_id = ${customer ?? null})
    ) e
    left join access_changes o on o.customer_id = e.customer_id and o.change_number = e.opening_number
    where hash <> right_hash or usage_month <> right_month or is_billable <> coalesce(o.open and o.at <= e.at, false)`
  for (const row of rows) {
    const about = { thing: 'event', month: postingMonth, customer: row.customer_id } as const
    const event = `event ${row.event_id} of source ${row.source}`
    if (row.hash !== row.right_hash)
      report({ ...about, where: `${event}: hash of its body`, expected: row.hash, found: row.right_hash })
    if (row.usage_month !== row.right_month)
      report({
        ...about,
        where: `${event}: usage month`,
        expected: row.right_month.slice(0, 7),
        found: row.usage_month.slice(0, 7),
      })
    if (row.is_billable !== row.is_opened)
      report({
        ...about,
        where: `${event}: the opening of the API that it was made in`,
        expected: row.is_billable ? 'one not after it' : 'none: it is not billable',
        found: row.opening_number === null ? 'none' : `access change ${row.opening_number}`,
      })
  }
}

interface Row {
  readonly customer_id: string
  readonly source: string
  readonly event_id: string
  readonly usage_month: string
  readonly right_month: string
  readonly hash: string
  readonly right_hash: string
  readonly opening_number: number | null
  readonly is_billable: boolean
  readonly is_opened: boolean
}
