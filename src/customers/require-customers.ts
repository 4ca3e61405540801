import type { Database } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'

/** Refuses with `unknown-customer`, naming up to five of them, unless every customer has been imported. */
export async function requireCustomers(db: Database, wanted: Iterable<string>): Promise<void> {
  const ids = [...new Set(wanted)]
  const known = await knownCustomers(db, ids)
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length === 0) return
  const named = unknown.slice(0, 5).join(', ') + (unknown.length > 5 ? ` and ${unknown.length - 5} more` : '')
  throw new BillingError(
    'unknown-customer',
    `Unknown customer: ${named}. Next: npx laskuri import customers FILE`,
    {
      details: { customers: unknown },
    },
  )
}

/** Those of the ids that are customers. */
export async function knownCustomers(db: Database, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.sql<{ customer_id: string }[]>`
    select customer_id from customers where customer_id = any(${ids}::text[])`
  return new Set(rows.map((row) => row.customer_id))
}
