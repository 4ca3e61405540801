import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import { documentVoucher } from './document-voucher.ts'
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

/** A booking as it stands in the database. */
export interface EntryRecord {
  /** `2026-04-03`. */
  readonly date: string
  readonly lines: readonly EntryLineRecord[]
}

/** The bookings of a month's documents, by customer; a document without one is missing. */
export async function storedEntries(
  db: Database,
  month: BillingMonth,
  span: CustomerSpan,
): Promise<ReadonlyMap<string, EntryRecord>> {
  const rows = await db.sql<(EntryRecord & { customer_id: string })[]>`
    select d.customer_id, e.entry_date::text as date, coalesce(json_agg(json_build_object('account', l.account, 'debit', l.debit::text, 'credit', l.credit::text,
      'usageMonth', to_char(l.usage_month, 'YYYY-MM'), 'vatTreatment', l.vat_treatment,
      'vatRate', trim_scale(l.vat_rate)::text) order by l.line_number) filter (where l.voucher is not null), '[]')
        as lines
    from documents d
    join journal_entries e on e.customer_id = d.customer_id
      and e.voucher = ${documentVoucher(db)}
    left join journal_lines l on l.customer_id = e.customer_id and l.voucher = e.voucher
    where d.billing_month = ${`${month}-01`}::date and ${inSpan(db, db.sql`d.customer_id`, span)}
    group by d.customer_id, e.entry_date`
  return new Map(rows.map(({ customer_id: customer, ...entry }) => [customer, entry]))
}
