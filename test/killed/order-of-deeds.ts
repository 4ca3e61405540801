import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Database } from '../../src/database/client.ts'
import type { Deed } from './month-deeds.ts'

export interface OrderOfDeeds {
  readonly beforeClosing: readonly Deed[]
  readonly afterClosing: readonly Deed[]
}

/**
 * The serial order that the deeds were done in, around the closing of the month, as the database says it: each row
 * carries its transaction's id, which is given when the customers' lanes and the month are locked. What recorded nothing
 * has none: a deed that found nothing stands at the beginning, one that found all of it recorded at the end.
 */
export async function orderOfDeeds(
  { sql }: Database,
  deeds: readonly Deed[],
  answers: ReadonlyMap<string, string>,
  month: BillingMonth,
): Promise<OrderOfDeeds> {
  const rows = await sql<{ name: string | null; id: string }[]>`
    select note as name, min(xmin::text::bigint)::text as id from (
      select note, xmin from recording_batches
      union all select note, xmin from revenue_reports
      union all select note, xmin from agreed_monthly_fees
      union all select note, xmin from customer_prices
      union all select note, xmin from access_changes
      union all select note, xmin from customer_particulars
      union all select note, xmin from event_retractions) recorded
    where note = any(${deeds.map(({ name }) => name)}) group by 1
    union all
    select null, xmin::text from months where month = ${`${month}-01`}::date and closed_at is not null`
  const ids = new Map(rows.map(({ name, id }) => [name, Number(id)]))
  const closing = ids.get(null) ?? Number.MAX_SAFE_INTEGER
  const ordered = deeds
    .map((deed) => ({ deed, id: ids.get(deed.name) ?? placeOfNothing(answers.get(deed.name)) }))
    .toSorted((one, other) => one.id - other.id)
  return {
    beforeClosing: ordered.filter(({ id }) => id < closing).map(({ deed }) => deed),
    afterClosing: ordered.filter(({ id }) => id > closing).map(({ deed }) => deed),
  }
}

function placeOfNothing(answer: string | undefined): number {
  return answer === 'nothing found' ? 0 : Number.MAX_SAFE_INTEGER
}
