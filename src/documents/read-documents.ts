import type { BillingMonth } from '../../rules/billing-month.ts'
import { formatDocumentNumber, type DocumentNumber } from '../../rules/document-number.ts'
import type { DocumentKind } from '../../rules/invoice.ts'
import type { Database } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import type { Document, DocumentHeader } from './document.ts'
import {
  documentOfRows,
  headerOfRow,
  type DocumentRow,
  type HeaderRow,
  type LineRow,
} from './document-rows.ts'

export interface DocumentFilter {
  readonly month?: BillingMonth | undefined
  readonly customer?: string | undefined
  /** Of these customers alone. */
  readonly among?: readonly string[] | undefined
  readonly kind?: DocumentKind | undefined
  /** Only documents after this one, in the order of the list: a page starts where the one before ended. */
  readonly after?: DocumentNumber | undefined
  /** Without it, all. */
  readonly limit?: number | undefined
}

/** Whole documents in the order of their issue: by billing month, then by customer. */
export async function readDocuments(db: Database, filter: DocumentFilter): Promise<readonly Document[]> {
  await refuseUnknownStart(db, filter)
  return withLines(
    db,
    await db.sql<DocumentRow[]>`
      select ${headerColumns(db)}, vat_groups, rule_set, rule_set_hash, price_lists, commitment,
        recorded_at::text, recorded_by
      from documents where ${condition(db, filter)} order by ${listOrder(db)} limit ${filter.limit ?? null}`,
  )
}

/** The same without lines and VAT groups, for long lists. */
export async function listDocuments(
  db: Database,
  filter: DocumentFilter,
): Promise<readonly DocumentHeader[]> {
  await refuseUnknownStart(db, filter)
  const rows = await db.sql<HeaderRow[]>`
    select ${headerColumns(db)} from documents where ${condition(db, filter)}
    order by ${listOrder(db)} limit ${filter.limit ?? null}`
  return rows.map(headerOfRow)
}

/** The document with the number; undefined when none has been issued under it. */
export async function readDocument(db: Database, number: DocumentNumber): Promise<Document | undefined> {
  const rows = await db.sql<DocumentRow[]>`
    select ${headerColumns(db)}, vat_groups, rule_set, rule_set_hash, price_lists, commitment,
        recorded_at::text, recorded_by
    from documents where (customer_id, billing_month) = (${placeOf(db, number)})`
  const [document] = await withLines(db, rows)
  return document
}

/** The same, refusing with `unknown-document` when there is none, or none of these customers. */
export async function requireDocument(
  db: Database,
  number: DocumentNumber,
  among?: readonly string[],
): Promise<Document> {
  const document = await readDocument(db, number)
  if (document !== undefined && (among?.includes(document.customer) ?? true)) return document
  throw new BillingError(
    'unknown-document',
    `No document ${formatDocumentNumber(number)} has been issued. See: npx laskuri invoice list`,
    { details: { number: formatDocumentNumber(number) } },
  )
}

/** Lines are committed with their document and never change, so reading them apart sees the same. */
async function withLines(db: Database, rows: readonly DocumentRow[]): Promise<readonly Document[]> {
  const lines = await db.sql<LineRow[]>`
    select customer_id, billing_month::text, line_number, usage_month::text, charge, quantity::text, net::text,
      vat_treatment::text, vat_rate::text, quantity_before::text, net_before::text, quantity_after::text,
      net_after::text, event_count_before::text, event_digest_before::text, event_count_after::text,
      event_digest_after::text, list_id, reasons
    from unnest(${rows.map((row) => row.customer_id)}::text[], ${rows.map((row) => row.billing_month)}::text[])
      as wanted (customer_id, month)
    join document_lines using (customer_id) where billing_month = wanted.month::date
    order by customer_id, billing_month, line_number`
  const byDocument = Map.groupBy(lines, keyOf)
  return rows.map((row) => documentOfRows(row, byDocument.get(keyOf(row)) ?? []))
}

function keyOf(row: Pick<HeaderRow, 'customer_id' | 'billing_month'>): string {
  return `${row.billing_month} ${row.customer_id}`
}

function headerColumns({ sql }: Database) {
  return sql`customer_id, billing_month::text, kind::text, year, number, issue_date::text, due_date::text, buyer, net::text,
    vat::text, gross::text, corrects`
}

/** What a run issues while pages are read stands behind what was read: runs go by month, and each by customer. */
function listOrder({ sql }: Database) {
  return sql`documents.billing_month, documents.customer_id`
}

function condition(db: Database, { month, customer, among, kind, after }: DocumentFilter) {
  const { sql } = db
  return sql`true
    ${month === undefined ? sql`` : sql`and billing_month = ${`${month}-01`}::date`}
    ${customer === undefined ? sql`` : sql`and customer_id = ${customer}`}
    ${among === undefined ? sql`` : sql`and customer_id = any(${[...among]}::text[])`}
    ${kind === undefined ? sql`` : sql`and kind = ${kind}::document_kind`}
    ${
      after === undefined
        ? sql``
        : sql`and (documents.billing_month, documents.customer_id) > (
            select place.billing_month, place.customer_id from (${placeOf(db, after)}) place)`
    }`
}

/** The register knows where a number's document is: the number alone is no key of a sharded table. */
function placeOf({ sql }: Database, { kind, year, number }: DocumentNumber) {
  return sql`select customer_id, billing_month from document_numbers
    where kind = ${kind}::document_kind and year = ${year} and number = ${number}`
}

/** An unknown start would quietly give an empty page; to whom documents of others are none, so is one of theirs. */
async function refuseUnknownStart(db: Database, { after, among }: DocumentFilter): Promise<void> {
  if (after === undefined) return
  const [place] = await db.sql<{ customer_id: string }[]>`${placeOf(db, after)}`
  if (place !== undefined && (among === undefined || among.includes(place.customer_id))) return
  const number = formatDocumentNumber(after)
  throw new BillingError('unknown-document', `There is no document ${number} to go on after`, {
    details: { number },
  })
}
