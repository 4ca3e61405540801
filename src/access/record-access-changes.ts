import { accessChangeDecision, type AccessDecision, type ApiOpening } from '../../rules/api-access.ts'
import { monthOf } from '../../rules/billing-month.ts'
import { factInForce } from '../../rules/dated-series.ts'
import { formatInstant, type Instant } from '../../rules/instant.ts'
import { servicePackages } from '../../rules/package-eligibility.ts'
import { loadServiceTerms } from '../customers/load-series.ts'
import { requireCustomers } from '../customers/require-customers.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { inChunks } from '../database/in-chunks.ts'
import { lockCustomers } from '../database/lock-customers.ts'
import { accessChanges } from '../database/schema/access.ts'
import { BillingError } from '../errors/billing-error.ts'
import { loadOpenings } from './load-openings.ts'

export interface NewAccessChange {
  readonly customer: string
  readonly at: Instant
  readonly open: boolean
  /** Who did it, where that is known better than who records it. */
  readonly by?: string
}

/**
 * Opens and closes the whole API, in the order given. A change takes effect when it is recorded; before any event of
 * the customer is recorded, history may be recorded with its own times (R2). Never touches the service terms (R1).
 */
export async function recordAccessChanges(
  tx: Database,
  changes: readonly NewAccessChange[],
  attribution: Attribution,
): Promise<void> {
  const customers = [...new Set(changes.map(({ customer }) => customer))]
  await requireCustomers(tx, customers)
  await lockCustomers(tx, customers)
  const openings = new Map(await loadOpenings(tx, customers))
  const terms = await loadServiceTerms(tx, customers)
  const rows = changes.map((change) => {
    const { customer, at, open, by } = change
    const before = openings.get(customer) ?? []
    const inForce = factInForce(terms.get(customer) ?? [], monthOf(at), 'now')?.value
    refuseUnless(accessChangeDecision(change, before, inForce), change)
    openings.set(customer, withChange(before, change))
    const changeNumber = open ? before.length * 2 + 1 : before.length * 2
    return {
      customerId: customer,
      changeNumber,
      at,
      open,
      ...attribution,
      ...(by === undefined ? {} : { recordedBy: by }),
    }
  })
  for (const chunk of inChunks(rows)) await tx.orm.insert(accessChanges).values([...chunk])
}

function withChange(before: readonly ApiOpening[], { at, open }: NewAccessChange): readonly ApiOpening[] {
  const last = before.at(-1)
  if (open || last === undefined)
    return [...before, { openingNumber: before.length * 2 + 1, openedAt: at, closedAt: undefined }]
  return [...before.slice(0, -1), { ...last, closedAt: at }]
}

function refuseUnless(decision: AccessDecision, { customer, at }: NewAccessChange): void {
  const details = { customer, at: formatInstant(at) }
  switch (decision.kind) {
    case 'allowed':
      return
    case 'api-already-open':
    case 'api-already-closed': {
      const state = decision.kind === 'api-already-open' ? 'open' : 'closed'
      throw new BillingError(decision.kind, `${customer}: the API is already ${state} at ${details.at}`, {
        details,
      })
    }
    case 'before-last-change':
      throw new BillingError(
        'backdated-access-change',
        `${customer}: ${details.at} is before the last change of access, ${formatInstant(decision.lastChangeAt)}; changes are recorded in their order`,
        { details },
      )
    case 'package-lacks-api':
      throw new BillingError(
        'package-lacks-api',
        `${customer}: the service package ${decision.servicePackage} does not include the API; allowed: professional, premium, or separate pricing with any of ${servicePackages.join(', ')}`,
        { details },
      )
    case 'no-terms':
      throw new BillingError(
        'package-lacks-api',
        `${customer}: no service terms are in force in ${monthOf(at)}, so the API can't be opened; record the terms first`,
        { details },
      )
  }
}
