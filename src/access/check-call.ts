import { monthOf } from '../../rules/billing-month.ts'
import { normalResourceName } from '../../rules/charged-resources.ts'
import { factInForce } from '../../rules/dated-series.ts'
import type { Instant } from '../../rules/instant.ts'
import { mayCall, type CallDecision, type CallFacts } from '../../rules/may-call.ts'
import { loadServiceTerms } from '../customers/load-series.ts'
import { requireCustomers } from '../customers/require-customers.ts'
import type { Database } from '../database/client.ts'
import { loadOpenings } from './load-openings.ts'
import { loadRightChanges } from './rights/load-right-changes.ts'

export interface CheckedCall {
  readonly customer: string
  /** The public half; that the caller has its key is for the gateway to verify. */
  readonly identifier: string
  readonly resource: string
  readonly integration: string | null
}

/** May the identifier call the resource for the customer at that instant, by what is recorded? Refuses an unknown customer. */
export async function checkCall(
  db: Database,
  { customer, identifier, resource, integration }: CheckedCall,
  at: Instant,
): Promise<CallDecision> {
  await requireCustomers(db, [customer])
  const terms = (await loadServiceTerms(db, [customer])).get(customer) ?? []
  return mayCall(
    { at, resource: normalResourceName(resource), integration },
    {
      terms: factInForce(terms, monthOf(at), 'now')?.value,
      openings: (await loadOpenings(db, [customer])).get(customer) ?? [],
      rights: await loadRightChanges(db, customer),
      identifier: await identifierOf(db, identifier, customer),
    },
  )
}

async function identifierOf(
  db: Database,
  identifier: string,
  customer: string,
): Promise<CallFacts['identifier']> {
  const [row] = await db.sql<{ user: string; acts: boolean }[]>`
    select i.user_id as user, r.role is not null as acts
    from api_identifiers i left join lateral (
      select role from user_roles where customer_id = ${customer} and user_id = i.user_id
      order by change_number desc limit 1) r on true
    where i.identifier_id = ${identifier}`
  return row === undefined ? undefined : { user: row.user, actsForCustomer: row.acts }
}
