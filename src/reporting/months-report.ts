import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Instant } from '../../rules/instant.ts'
import { moneyOf, type Money } from '../../rules/money.ts'
import type { Database } from '../database/client.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** `running` from the first start of the month's run until it is complete, also while it is interrupted. */
export type MonthState = 'open' | 'closed' | 'running' | 'issued'

export interface MonthRow {
  readonly month: BillingMonth
  readonly state: MonthState
  /** Null while the month is open. */
  readonly closedAt: Instant | null
  readonly closedBy: string | null
  /** `2026-04-03`; null before the run is started. */
  readonly issueDate: string | null
  /** Invoices and credit notes; amounts in euros, credit notes taken off. */
  readonly documents: number
  readonly net: Money
  readonly vat: Money
  readonly gross: Money
  /** API call events whose posting month it is, whatever became of them. */
  readonly eventsPosted: number
  /** Usage months of customers that its run held; some may have been billed since. */
  readonly heldMonths: number
}

/** Every month of the books, oldest first: those closed, the oldest open one, and later ones with events already. */
export async function monthsReport(db: Database): Promise<readonly MonthRow[]> {
  const rows = await inSnapshot(
    db,
    ({ sql }) => sql<Row[]>`
    with posted as (select posting_month as month, sum(event_count) as events from usage_totals_now group by 1),
      issued as (
        select billing_month as month, count(*) as documents, sum(net) as net, sum(vat) as vat, sum(gross) as gross
        from documents group by 1),
      held as (
        select billing_month as month, count(distinct (customer_id, usage_month)) as held_months from holds group by 1)
    select month::text,
      case when run.completed_at is not null then 'issued' when run.issue_date is not null then 'running'
        when m.closed_at is not null then 'closed' else 'open' end as state,
      m.closed_at::text, m.closed_by, run.issue_date::text, coalesce(documents, 0)::text as documents,
      coalesce(net, 0)::text as net, coalesce(vat, 0)::text as vat, coalesce(gross, 0)::text as gross,
      coalesce(events, 0)::text as events, coalesce(held_months, 0)::text as held_months
    from months m full join posted using (month) left join invoice_runs run using (month)
      left join issued using (month) left join held using (month)
    order by month`,
  )
  return rows.map((row) => ({
    month: monthOfDate(row.month),
    state: row.state,
    closedAt: row.closed_at === null ? null : instantOfTimestamp(row.closed_at),
    closedBy: row.closed_by,
    issueDate: row.issue_date,
    documents: Number(row.documents),
    net: moneyOf(row.net),
    vat: moneyOf(row.vat),
    gross: moneyOf(row.gross),
    eventsPosted: Number(row.events),
    heldMonths: Number(row.held_months),
  }))
}

interface Row {
  readonly month: string
  readonly state: MonthState
  readonly closed_at: string | null
  readonly closed_by: string | null
  readonly issue_date: string | null
  readonly documents: string
  readonly net: string
  readonly vat: string
  readonly gross: string
  readonly events: string
  readonly held_months: string
}
