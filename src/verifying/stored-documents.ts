import { formatDocumentNumber, type DocumentNumber } from '../../rules/document-number.ts'
import type { BillingMonth } from '../../rules/billing-month.ts'
import type { DocumentKind } from '../../rules/invoice.ts'
import type { Database } from '../database/client.ts'
import { monthOfDate } from '../database/month-of-date.ts'
import type { DocumentRecord, LineRecord } from '../invoicing/document-record.ts'
import { inSpan, type CustomerSpan } from './customer-span.ts'

/** A document as it stands in the database. */
export interface StoredDocument {
  readonly number: DocumentNumber
  readonly record: DocumentRecord
  /** Null on documents issued before documents committed to anything. */
  readonly commitment: string | null
}

/** The stored documents of a billing month for the customers, by customer, exactly as they say. */
export async function storedDocuments(
  db: Database,
  month: BillingMonth,
  span: CustomerSpan,
): Promise<ReadonlyMap<string, StoredDocument>> {
  const rows = await db.sql<Row[]>`
    select d.customer_id, d.billing_month::text, d.kind::text, d.year, d.number, d.issue_date::text, d.due_date::text,
      d.buyer, d.vat_groups, d.net::text, d.vat::text, d.gross::text, d.corrects, d.rule_set, d.rule_set_hash,
      d.price_lists, d.commitment, coalesce(l.lines, '[]') as lines
    from documents d
    left join lateral (
      select json_agg(json_build_object(
        'lineNumber', line_number, 'usageMonth', to_char(usage_month, 'YYYY-MM'), 'charge', charge,
        'quantity', quantity::text, 'net', net::text, 'vatTreatment', vat_treatment, 'vatRate', trim_scale(vat_rate)::text,
        'before', json_build_object('quantity', quantity_before::text, 'net', net_before::text, 'events',
          json_build_object('count', event_count_before, 'digest', replace(event_digest_before::text, '-', ''))),
        'after', json_build_object('quantity', quantity_after::text, 'net', net_after::text, 'events',
          json_build_object('count', event_count_after, 'digest', replace(event_digest_after::text, '-', ''))),
        'listId', list_id, 'reasons', reasons) order by line_number) as lines
      from document_lines where customer_id = d.customer_id and billing_month = d.billing_month
    ) l on true
    where d.billing_month = ${`${month}-01`}::date and ${inSpan(db, db.sql`d.customer_id`, span)}`
  return new Map(rows.map((row) => [row.customer_id, storedDocumentOf(row)]))
}

interface Row {
  readonly customer_id: string
  readonly billing_month: string
  readonly kind: DocumentKind
  readonly year: number
  readonly number: number
  readonly issue_date: string
  readonly due_date: string
  readonly buyer: DocumentRecord['buyer']
  readonly vat_groups: DocumentRecord['vatGroups']
  readonly net: string
  readonly vat: string
  readonly gross: string
  readonly corrects: readonly string[]
  readonly rule_set: string
  readonly rule_set_hash: string
  readonly price_lists: DocumentRecord['priceLists']
  readonly commitment: string | null
  readonly lines: readonly LineRecord[]
}

function storedDocumentOf(row: Row): StoredDocument {
  const number = { kind: row.kind, year: row.year, number: row.number }
  return {
    number,
    commitment: row.commitment,
    record: {
      number: formatDocumentNumber(number),
      customer: row.customer_id,
      month: monthOfDate(row.billing_month),
      issueDate: row.issue_date,
      dueDate: row.due_date,
      buyer: row.buyer,
      lines: row.lines,
      vatGroups: row.vat_groups,
      net: row.net,
      vat: row.vat,
      gross: row.gross,
      corrects: row.corrects,
      ruleSet: row.rule_set,
      ruleSetHash: row.rule_set_hash,
      priceLists: row.price_lists,
    },
  }
}
