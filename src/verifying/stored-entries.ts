import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import { inSpan, type CustomerSpan } from './customer-span.ts'

/** A booked line as it stands in the database, amounts and months as text. */
export interface EntryLineRecord {
  readonly account: string
  readonly debit: string
  readonly credit: string
  readonly usageMonth: string | null
  readonly vatTreatment: string | null
  readonly vatRate: string | null
}

/** The bookings of a month's documents, by customer; a document without one is missing. */
export async function storedEntries(
  db: Database,
  month: BillingMonth,
  span: CustomerSpan,
): Promise<ReadonlyMap<string, readonly EntryLineRecord[]>> {
  const rows = await db.sql<{ customer_id: string; lines: readonly EntryLineRecord[] }[]>`
    select d.customer_id, json_agg(json_build_object('account', l.account, 'debit', l.debit::text, 'credit', l.credit::text,
      'usageMonth', to_char(l.usage_month, 'YYYY-MM'), 'vatTreatment', l.vat_treatment,
      'vatRate', trim_scale(l.vat_rate)::text) order by l.line_number) as lines
    from documents d
    join journal_lines l on l.customer_id = d.customer_id
      and l.voucher = d.year || case when d.kind = 'credit-note' then '-C' else '-' end || lpad(d.number::text, 7, '0')
    where d.billing_month = ${`${month}-01`}::date and ${inSpan(db, db.sql`d.customer_id`, span)}
    group by d.customer_id`
  return new Map(rows.map((row) => [row.customer_id, row.lines]))
}
