import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import type { Difference, Report } from './difference.ts'

/**
 * Checks the frame that everything else hangs in: the months from the first price list's on follow each other, and all
 * but the last are closed; their runs are complete, but for the newest's; and no document or hold is without a run.
 * Without this, a deleted run would take its documents out of sight.
 */
export async function verifyMonths(db: Database, report: Report): Promise<void> {
  for (const difference of await wrongMonths(db)) report(difference)
  for (const difference of await wrongRuns(db)) report(difference)
  for (const difference of await strayRows(db)) report(difference)
}

type MonthDifference = Difference & { readonly month: BillingMonth }

async function wrongMonths({ sql }: Database): Promise<readonly MonthDifference[]> {
  return sql<MonthDifference[]>`
    with frame as (
      select least((select min(month) from months), (select min(effective_from) from price_lists)) as first,
        max(month) as last from months
    ), standing as (
      select s.month, case when s.month = f.last then 'open' else 'closed' end as expected,
        case when m.month is null then 'no such month' when m.closed_at is null then 'open' else 'closed' end as found
      from frame f cross join generate_series(f.first, f.last, interval '1 month') as s (month)
      left join months m on m.month = s.month
    )
    select 'month' as thing, to_char(month, 'YYYY-MM') as month, 'whether it is closed' as "where", expected, found
    from standing where expected <> found order by 2`
}

/** The run of the newest closed month may still be to come or half done. */
async function wrongRuns({ sql }: Database): Promise<readonly MonthDifference[]> {
  return sql<MonthDifference[]>`
    with newest as (select max(month) as closed from months where closed_at is not null),
      runs as (select month, case when completed_at is null then 'begun' else 'complete' end as found from invoice_runs),
      standing as (
        select month, coalesce(r.found, 'none') as found,
          case when m.closed_at is null then 'none' when month < (select closed from newest) then 'complete'
            else coalesce(r.found, 'none') end as expected
        from months m full join runs r using (month)
      )
    select 'run' as thing, to_char(month, 'YYYY-MM') as month, 'how far it is' as "where", expected, found
    from standing where expected <> found order by 2`
}

/** Documents, holds and lines that hang in the air: nothing that goes through runs and documents would see them. */
async function strayRows({ sql }: Database): Promise<readonly MonthDifference[]> {
  return sql<MonthDifference[]>`
    select 'document' as thing, to_char(l.billing_month, 'YYYY-MM') as month, l.customer_id as customer,
      'lines without a document' as "where", 'none' as expected, count(*)::text as found
    from document_lines l
    where not exists (select from documents d where d.customer_id = l.customer_id and d.billing_month = l.billing_month)
    group by l.billing_month, l.customer_id
    union all
    select 'document', to_char(b.billing_month, 'YYYY-MM'), b.customer_id, 'documents and holds without a run', 'none',
      count(*)::text
    from (select billing_month, customer_id from documents union all select billing_month, customer_id from holds) b
    where not exists (select from invoice_runs r where r.month = b.billing_month)
    group by b.billing_month, b.customer_id order by 2, 3`
}
