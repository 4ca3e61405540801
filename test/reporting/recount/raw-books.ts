// What the naive recounts look at: every row as it was written, read without a condition, and sorted out by plain loops.
import type { Database } from '../../../src/database/client.ts'

export interface RawEvent {
  readonly customer: string
  readonly source: string
  readonly resource: string
  readonly channel: string
  readonly outcome: string
  readonly disposition: string
  readonly quantity: string
  /** RFC 3339, in UTC. */
  readonly at: string
  /** `2026-03`. */
  readonly postingMonth: string
  readonly takenBack: boolean
  /** When its batch was recorded, in UTC, and by whom. */
  readonly recordedAt: string
  readonly recordedBy: string
}

export interface RawLine {
  readonly customer: string
  readonly month: string
  readonly lineNumber: number
  readonly usageMonth: string
  readonly charge: string
  readonly quantity: string
  readonly net: string
  readonly netAfter: string
  readonly quantityAfter: string
  readonly reasons: {
    readonly basis?: { readonly kind: string; readonly classFrom?: string; readonly classBound?: string }
  }
}

export interface RawDocument {
  readonly customer: string
  readonly month: string
  readonly kind: string
  readonly net: string
  readonly vat: string
  readonly gross: string
}

export interface RawHold {
  readonly customer: string
  readonly month: string
  readonly usageMonth: string
  readonly reason: string
}

export interface RawRun {
  readonly month: string
  readonly issuedUpTo: string | null
  readonly isComplete: boolean
}

export interface RawBooks {
  readonly events: readonly RawEvent[]
  readonly lines: readonly RawLine[]
  readonly documents: readonly RawDocument[]
  readonly holds: readonly RawHold[]
  /** Oldest first. */
  readonly runs: readonly RawRun[]
  /** Oldest first. */
  readonly months: readonly { readonly month: string; readonly isClosed: boolean }[]
  /** In the order of their recording. */
  readonly terms: readonly { readonly customer: string; readonly from: string; readonly package: string }[]
}

export async function rawBooks({ sql }: Database): Promise<RawBooks> {
  const utc = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
  return {
    events: await sql<RawEvent[]>`
      select e.customer_id as customer, source, resource, channel, outcome, disposition, quantity::text,
        to_char(at, ${utc}) as at, to_char(posting_month, 'YYYY-MM') as "postingMonth",
        (select count(*) from event_retractions r where r.customer_id = e.customer_id and r.source = e.source
          and r.event_id = e.event_id and r.event_posting_month = e.posting_month) > 0 as "takenBack",
        to_char(recorded_at, ${utc}) as "recordedAt", recorded_by as "recordedBy"
      from events e join recording_batches using (batch_id)`,
    lines: await sql<RawLine[]>`
      select customer_id as customer, to_char(billing_month, 'YYYY-MM') as month, line_number as "lineNumber",
        to_char(usage_month, 'YYYY-MM') as "usageMonth", charge, quantity::text, net::text, net_after::text as "netAfter",
        quantity_after::text as "quantityAfter", reasons
      from document_lines`,
    documents: await sql<RawDocument[]>`
      select customer_id as customer, to_char(billing_month, 'YYYY-MM') as month, kind, net::text, vat::text, gross::text
      from documents`,
    holds: await sql<RawHold[]>`
      select customer_id as customer, to_char(billing_month, 'YYYY-MM') as month,
        to_char(usage_month, 'YYYY-MM') as "usageMonth", reason
      from holds`,
    runs: await sql<RawRun[]>`
      select to_char(month, 'YYYY-MM') as month, issued_up_to as "issuedUpTo", completed_at is not null as "isComplete"
      from invoice_runs order by 1`,
    months: await sql<RawBooks['months'][number][]>`
      select to_char(month, 'YYYY-MM') as month, closed_at is not null as "isClosed" from months order by 1`,
    terms: await sql<RawBooks['terms'][number][]>`
      select customer_id as customer, to_char(from_month, 'YYYY-MM') as from, pricing_model || '/' || service_package as package
      from service_terms order by fact_id`,
  }
}
