import { loadParticulars, type Customer } from '../customers/record-customers.ts'
import type { Database } from '../database/client.ts'
import { loadRecordedFacts, type RecordedFacts } from '../facts/load-recorded-facts.ts'
import { loadFactAttributions, type AttributionOf } from './fact-attributions.ts'
import { loadRetractionSummaries, type RetractionSummary } from './retractions-of-customers.ts'

/** A customer and every fact recorded about it, with who recorded it and when. */
export interface CustomerFactSheet extends RecordedFacts {
  readonly customer: Customer
  readonly retractions: readonly RetractionSummary[]
  readonly attributionOf: AttributionOf
}

/** Fact sheets of those ids that are customers, in the order of the ids. */
export async function loadFactSheets(
  db: Database,
  ids: readonly string[],
): Promise<readonly CustomerFactSheet[]> {
  const particulars = await loadParticulars(db, ids)
  const factsOf = await loadRecordedFacts(db, ids)
  const attributionsOf = await loadFactAttributions(db, ids)
  const retractions = await loadRetractionSummaries(db, ids)
  return ids.flatMap((id) => {
    const customer = particulars.get(id)
    if (customer === undefined) return []
    const beside = { retractions: retractions.get(id) ?? [], attributionOf: attributionsOf(id) }
    return [{ customer, ...factsOf(id), ...beside }]
  })
}

/** Customer ids after one, in byte order; of some customers alone where they are named. */
export async function listCustomerIds(
  db: Database,
  after: string,
  limit: number,
  among: readonly string[] | null = null,
): Promise<readonly string[]> {
  const rows = await db.sql<{ customer_id: string }[]>`
    select customer_id from customers
    where customer_id > ${after} and (${among === null} or customer_id = any(${[...(among ?? [])]}::text[]))
    order by customer_id limit ${limit}`
  return rows.map((row) => row.customer_id)
}
