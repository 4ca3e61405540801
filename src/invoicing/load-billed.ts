import type { BillingMonth } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import type { BilledCharge } from '../../rules/difference.ts'
import { formatDocumentNumber } from '../../rules/document-number.ts'
import type { DocumentKind } from '../../rules/invoice.ts'
import { moneyOf } from '../../rules/money.ts'
import type { ChargeKey } from '../../rules/rate-month.ts'
import type { Database } from '../database/client.ts'
import { digestOfUuid } from '../database/digests.ts'
import { monthOfDate } from '../database/month-of-date.ts'

export interface Billed {
  /** In the order of their documents. */
  readonly charges: readonly BilledCharge[]
  readonly documentsOf: ReadonlyMap<BillingMonth, readonly string[]>
}

/** What documents of earlier billing months billed for usage months from `usedFrom` on, by customer. */
export async function loadBilled(
  db: Database,
  ids: readonly string[],
  months: { readonly usedFrom: BillingMonth; readonly billedBefore: BillingMonth },
): Promise<ReadonlyMap<string, Billed>> {
  if (ids.length === 0) return new Map()
  const rows = await db.sql<Row[]>`
    select l.customer_id, l.usage_month::text, l.charge, l.quantity::text, l.net::text,
      coalesce(l.event_count_after, 0)::text as events, coalesce(l.event_digest_after, '00000000-0000-0000-0000-000000000000')::text as digest, d.kind::text, d.year, d.number
    from document_lines l
    join documents d on d.customer_id = l.customer_id and d.billing_month = l.billing_month
    where l.customer_id = any(${[...ids]}::text[]) and l.usage_month >= ${`${months.usedFrom}-01`}::date
      and l.billing_month < ${`${months.billedBefore}-01`}::date
    order by l.billing_month`
  const billed = new Map<string, { charges: BilledCharge[]; documentsOf: Map<BillingMonth, string[]> }>()
  for (const row of rows) {
    const own = billed.get(row.customer_id) ?? { charges: [], documentsOf: new Map<BillingMonth, string[]>() }
    const usageMonth = monthOfDate(row.usage_month)
    own.charges.push({
      usageMonth,
      key: row.charge,
      quantity: decimal(row.quantity),
      net: moneyOf(row.net),
      events: { count: Number(row.events), digest: digestOfUuid(row.digest) },
    })
    own.documentsOf.set(usageMonth, [...(own.documentsOf.get(usageMonth) ?? []), formatDocumentNumber(row)])
    billed.set(row.customer_id, own)
  }
  return billed
}

interface Row {
  readonly customer_id: string
  readonly usage_month: string
  readonly charge: ChargeKey
  readonly quantity: string
  readonly net: string
  readonly events: string
  readonly digest: string
  readonly kind: DocumentKind
  readonly year: number
  readonly number: number
}
