import type { Database } from '../database/client.ts'
import type { RevenueQuestion } from './revenue-question.ts'

/**
 * The issued lines of a period, as a query with every dimension of theirs: a line is one part, and two where it moves a
 * monthly fee from one class to another, as far as classes are asked for. `is_first` marks one part of each document.
 */
export function revenueParts(sql: Database['sql'], { from, to, groupBy, customers }: RevenueQuestion) {
  const own = customers === undefined ? null : [...customers]
  return sql`
    select l.customer_id, l.billing_month, l.line_number, l.usage_month, d.kind, d.vat, d.gross,
      l.line_number = 1 and part.place = 1 as is_first, part.class, part.quantity, part.net,
      case when l.charge like 'manual:%' then 'manual' else l.charge end as charge,
      case when ${groupBy.includes('package')} then (
        select t.pricing_model || '/' || t.service_package from service_terms t
        where t.customer_id = l.customer_id and t.from_month <= l.usage_month
        order by t.from_month desc, t.fact_id desc limit 1) end as package
    from document_lines l
    join documents d on d.customer_id = l.customer_id and d.billing_month = l.billing_month
    ${
      groupBy.includes('class')
        ? sql`
    left join lateral (
      select ${classOf(sql, 'p')} as class from document_lines p
      where p.customer_id = l.customer_id and p.usage_month = l.usage_month and p.charge = l.charge
        and p.billing_month < l.billing_month
      order by p.billing_month desc limit 1) before on l.charge = 'monthly-fee' and l.net_before <> 0
    cross join lateral (
      select 1 as place, ${classOf(sql, 'l')} as class, l.quantity, l.net
      where before.class is not distinct from ${classOf(sql, 'l')} or before.class is null
      union all
      select 1, before.class, -l.quantity_before, -l.net_before where before.class <> coalesce(${classOf(sql, 'l')}, '')
      union all
      select 2, ${classOf(sql, 'l')}, l.quantity_after, l.net_after
      where before.class <> coalesce(${classOf(sql, 'l')}, '') and l.net_after <> 0) part`
        : sql`cross join lateral (select 1 as place, null::text as class, l.quantity, l.net) part`
    }
    where l.billing_month between ${`${from}-01`}::date and ${`${to}-01`}::date
      and (${own}::text[] is null or l.customer_id = any(${own}::text[]))`
}

/** Null for what is no monthly fee, or is owed no more. */
function classOf(sql: Database['sql'], line: 'l' | 'p') {
  const reasons = sql`${sql(line)}.reasons`
  return sql`(case ${reasons} #>> '{basis,kind}'
    when 'revenue-class' then (${reasons} #>> '{basis,classFrom}') || '-' || (${reasons} #>> '{basis,classBound}')
    when 'agreed-monthly-fee' then 'agreed' end)`
}
