import { decimal } from '../../rules/decimal.ts'
import type { EventSet } from '../../rules/event-set.ts'
import type { LineReasons } from '../../rules/difference.ts'
import { formatDocumentNumber, referenceNumber } from '../../rules/document-number.ts'
import type { DocumentKind } from '../../rules/invoice.ts'
import { moneyOf } from '../../rules/money.ts'
import type { ChargeKey } from '../../rules/rate-month.ts'
import type { VatTreatment } from '../../rules/vat.ts'
import type { CommittedPriceList } from '../commitments/price-list-hash.ts'
import type { Customer } from '../customers/record-customers.ts'
import { digestOfUuid } from '../database/digests.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import type { Document, DocumentHeader, IssuedLine } from './document.ts'
import { monthOfDate } from '../database/month-of-date.ts'

/** The stored header, numbers as text; the JSON columns have the shapes that `insert-documents` writes. */
export interface HeaderRow {
  readonly customer_id: string
  readonly billing_month: string
  readonly kind: DocumentKind
  readonly year: number
  readonly number: number
  readonly issue_date: string
  readonly due_date: string
  readonly buyer: Customer
  readonly net: string
  readonly vat: string
  readonly gross: string
  readonly corrects: readonly string[]
}

export interface DocumentRow extends HeaderRow {
  readonly vat_groups: readonly {
    readonly treatment: VatTreatment
    readonly rate: string
    readonly base: string
    readonly vat: string
  }[]
  readonly rule_set: string
  readonly rule_set_hash: string | null
  readonly price_lists: readonly CommittedPriceList[] | null
  readonly commitment: string | null
  readonly recorded_at: string
  readonly recorded_by: string
}

export interface LineRow {
  readonly customer_id: string
  readonly billing_month: string
  readonly line_number: number
  readonly usage_month: string
  readonly charge: ChargeKey
  readonly quantity: string
  readonly net: string
  readonly vat_treatment: VatTreatment
  readonly vat_rate: string
  readonly quantity_before: string
  readonly net_before: string
  readonly quantity_after: string
  readonly net_after: string
  readonly event_count_before: string | null
  readonly event_digest_before: string | null
  readonly event_count_after: string | null
  readonly event_digest_after: string | null
  readonly list_id: number | null
  readonly reasons: LineReasons
}

export function headerOfRow(row: HeaderRow): DocumentHeader {
  return {
    number: formatDocumentNumber(row),
    kind: row.kind,
    customer: row.customer_id,
    buyer: row.buyer,
    month: monthOfDate(row.billing_month),
    issueDate: row.issue_date,
    dueDate: row.due_date,
    referenceNumber: referenceNumber(row),
    net: moneyOf(row.net),
    vat: moneyOf(row.vat),
    gross: moneyOf(row.gross),
    corrects: row.corrects,
  }
}

export function documentOfRows(row: DocumentRow, lines: readonly LineRow[]): Document {
  return {
    ...headerOfRow(row),
    vatGroups: row.vat_groups.map(({ treatment, rate, base, vat }) => ({
      treatment,
      rate: decimal(rate),
      base: moneyOf(base),
      vat: moneyOf(vat),
    })),
    ruleSet: row.rule_set,
    commitments: commitmentsOf(row),
    lines: lines.map(lineOfRow),
    recordedAt: instantOfTimestamp(row.recorded_at),
    recordedBy: row.recorded_by,
  }
}

function commitmentsOf({
  rule_set_hash: ruleSetHash,
  price_lists: priceLists,
  commitment,
}: DocumentRow): Document['commitments'] {
  if (ruleSetHash === null || priceLists === null || commitment === null) return null
  return { ruleSetHash, priceLists, document: commitment }
}

function lineOfRow(row: LineRow): IssuedLine {
  return {
    lineNumber: row.line_number,
    usageMonth: monthOfDate(row.usage_month),
    charge: row.charge,
    quantity: decimal(row.quantity),
    net: moneyOf(row.net),
    vatTreatment: row.vat_treatment,
    vatRate: decimal(row.vat_rate),
    before: { quantity: decimal(row.quantity_before), net: moneyOf(row.net_before) },
    after: { quantity: decimal(row.quantity_after), net: moneyOf(row.net_after) },
    events: eventsOfRow(row),
    reasons: row.reasons,
    listId: row.list_id ?? undefined,
  }
}

function eventsOfRow(row: LineRow): IssuedLine['events'] {
  const before = eventSet(row.event_count_before, row.event_digest_before)
  const after = eventSet(row.event_count_after, row.event_digest_after)
  return before === undefined || after === undefined ? undefined : { before, after }
}

function eventSet(count: string | null, digest: string | null): EventSet | undefined {
  return count === null || digest === null
    ? undefined
    : { count: Number(count), digest: digestOfUuid(digest) }
}
