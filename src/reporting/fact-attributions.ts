import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'

/** The kinds of facts that a fact sheet shows; of `access` the number of the change stands for the fact's. */
export type FactKind =
  'terms' | 'revenue' | 'agreed-fee' | 'price' | 'vat' | 'manual-charge' | 'clerk-hold' | 'access'

/** When and by whom a fact of one customer was recorded. */
export type AttributionOf = (kind: FactKind, factId: number) => Attribution

/** Who recorded every fact of several customers, and when, at once; the answer gives each one's. */
export async function loadFactAttributions(
  db: Database,
  ids: readonly string[],
): Promise<(customer: string) => AttributionOf> {
  const { sql } = db
  const of = (kind: FactKind, table: string, number = 'fact_id') => sql`
    select customer_id, ${kind}::text as kind, ${sql(number)}::int as number, recorded_at::text, recorded_by, note
    from ${sql(table)} where customer_id = any(${[...ids]}::text[])`
  const rows = await sql<Row[]>`
    ${of('terms', 'service_terms')} union all ${of('revenue', 'revenue_reports')}
    union all ${of('agreed-fee', 'agreed_monthly_fees')} union all ${of('price', 'customer_prices')}
    union all ${of('vat', 'vat_treatments')} union all ${of('manual-charge', 'manual_charges')}
    union all ${of('clerk-hold', 'clerk_holds')} union all ${of('access', 'access_changes', 'change_number')}`
  const known = new Map(rows.map((row) => [keyOf(row.customer_id, row.kind, row.number), attributionOf(row)]))
  return (customer) => (kind, factId) => {
    const attribution = known.get(keyOf(customer, kind, factId))
    if (attribution === undefined) throw new Error(`broken invariant: nobody recorded ${kind} ${factId}`)
    return attribution
  }
}

interface Row {
  readonly customer_id: string
  readonly kind: FactKind
  readonly number: number
  readonly recorded_at: string
  readonly recorded_by: string
  readonly note: string | null
}

function attributionOf({ recorded_at: at, recorded_by: recordedBy, note }: Row): Attribution {
  return { recordedAt: instantOfTimestamp(at), recordedBy, note }
}

function keyOf(customer: string, kind: FactKind, number: number): string {
  return `${kind} ${number} ${customer}`
}
