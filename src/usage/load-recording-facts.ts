import type { ApiOpening } from '../../rules/api-access.ts'
import type { BillingMonth } from '../../rules/billing-month.ts'
import type { DatedFact } from '../../rules/dated-series.ts'
import type { ServiceTerms } from '../../rules/package-eligibility.ts'
import { loadOpenings } from '../access/load-openings.ts'
import { loadServiceTerms } from '../customers/load-series.ts'
import { knownCustomers } from '../customers/require-customers.ts'
import type { Database } from '../database/client.ts'
import { oldestOpenMonth } from '../months/oldest-open-month.ts'

/** What decides the answers to a batch: the facts known at its recording. */
export interface RecordingFacts {
  readonly oldestOpenMonth: BillingMonth
  readonly customers: ReadonlyMap<string, CustomerRecordingFacts>
}

export interface CustomerRecordingFacts {
  readonly terms: readonly DatedFact<ServiceTerms>[]
  readonly openings: readonly ApiOpening[]
}

/** Reads them under the month's lock: the oldest open month stays open until the caller's transaction ends. */
export async function loadRecordingFacts(tx: Database, ids: readonly string[]): Promise<RecordingFacts> {
  const oldest = await oldestOpenMonth(tx)
  const known = await knownCustomers(tx, ids)
  const terms = await loadServiceTerms(tx, ids)
  const openings = await loadOpenings(tx, ids)
  const customers = new Map(
    [...known].map((id) => [id, { terms: terms.get(id) ?? [], openings: openings.get(id) ?? [] }]),
  )
  return { oldestOpenMonth: oldest, customers }
}
