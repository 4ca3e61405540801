import { dispositions, type Disposition } from '../../rules/disposition.ts'
import type { DocumentKind } from '../../rules/invoice.ts'
import type { Database } from '../database/client.ts'
import type { AnswerCounts } from './play-scenario.ts'

/** What came out, in the shape of `expect` with every key present; amounts and quantities are decimal strings. */
export interface Outcome {
  readonly invoices: readonly OutcomeDocument[]
  readonly holds: readonly OutcomeHold[]
  readonly dispositions: Readonly<Record<Disposition, number>>
  readonly answers: AnswerCounts
}

export interface OutcomeDocument {
  readonly customer: string
  readonly month: string
  readonly kind: DocumentKind
  readonly lines: readonly OutcomeLine[]
  readonly net: string
  readonly vat: string
  readonly gross: string
}

export interface OutcomeLine {
  /** `manual` for every charge by hand. */
  readonly charge: string
  /** Of charges by hand alone. */
  readonly text?: string
  readonly usageMonth: string
  readonly quantity: string
  readonly net: string
}

export interface OutcomeHold {
  readonly customer: string
  readonly month: string
  readonly reason: string
}

/** Reads it from the database, where a scenario's customers are all there is. */
export async function actualOutcome(db: Database, answers: AnswerCounts): Promise<Outcome> {
  const documents = await db.sql<Omit<OutcomeDocument, 'lines'>[]>`
    select customer_id as customer, to_char(billing_month, 'YYYY-MM') as month, kind::text, net::text, vat::text,
      gross::text
    from documents order by billing_month, customer_id`
  const lines = await db.sql<LineRow[]>`
    select customer_id as customer, to_char(billing_month, 'YYYY-MM') as month,
      case when charge like 'manual:%' then 'manual' else charge end as charge,
      case when charge like 'manual:%' then reasons ->> 'text' end as text,
      to_char(usage_month, 'YYYY-MM') as "usageMonth", quantity::text, net::text
    from document_lines order by line_number`
  const holds = await db.sql<OutcomeHold[]>`
    select customer_id as customer, to_char(usage_month, 'YYYY-MM') as month, reason from holds
    where billing_month = (select max(month) from invoice_runs where completed_at is not null)
    order by customer_id, usage_month, reason`
  const counted = await db.sql<{ disposition: Disposition; count: number }[]>`
    select disposition::text, count(*)::integer as count from events group by disposition`
  const counts = new Map(counted.map(({ disposition, count }) => [disposition, count]))
  return {
    invoices: documents.map((document) => ({
      ...document,
      lines: lines
        .filter(({ customer, month }) => customer === document.customer && month === document.month)
        .map(({ charge, text, usageMonth, quantity, net }) => ({
          charge,
          ...(text === null ? {} : { text }),
          usageMonth,
          quantity,
          net,
        })),
    })),
    holds: [...holds],
    dispositions: countsOf((disposition) => counts.get(disposition) ?? 0),
    answers,
  }
}

interface LineRow extends Omit<OutcomeLine, 'text'> {
  readonly customer: string
  readonly month: string
  readonly text: string | null
}

function countsOf(count: (disposition: Disposition) => number): Readonly<Record<Disposition, number>> {
  const [otherChannel, failed, notEligible, apiClosed, billable] = dispositions
  return {
    [otherChannel]: count(otherChannel),
    [failed]: count(failed),
    [notEligible]: count(notEligible),
    [apiClosed]: count(apiClosed),
    [billable]: count(billable),
  }
}
