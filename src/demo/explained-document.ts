import { billingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../database/client.ts'
import type { Document } from '../documents/document.ts'
import { readDocuments } from '../documents/read-documents.ts'

/** An invoice with most to explain: an adjustment, a monthly fee, and a transaction fee in several tiers. */
export async function explainedDocument(db: Database): Promise<Document | undefined> {
  const [found] = await db.sql<{ customer: string; month: string }[]>`
    select customer_id as customer, to_char(billing_month, 'YYYY-MM') as month
    from document_lines join documents using (customer_id, billing_month)
    where kind = 'invoice'
    group by customer_id, billing_month
    having bool_or(usage_month < billing_month and net_before > 0)
      and bool_or(charge = 'monthly-fee' and usage_month = billing_month)
      and bool_or(reasons ->> 'rule' = 'R4' and usage_month = billing_month
        and jsonb_array_length(reasons -> 'steps') > 2)
    order by billing_month desc, count(*), customer_id limit 1`
  if (found === undefined) return undefined
  const [document] = await readDocuments(db, {
    customer: found.customer,
    month: billingMonth(found.month),
    limit: 1,
  })
  return document
}
