import type { Context } from 'hono'
import type { Attribution } from '../../../database/attribution.ts'
import type { Database } from '../../../database/client.ts'
import { lockCustomers } from '../../../database/lock-customers.ts'
import { requireCustomer } from '../../customer-scope.ts'
import type { HttpEnvironment } from '../../http-environment.ts'
import type { Write } from '../../writing/written.ts'
import { factSheetOf, type FactSheetJson } from './fact-sheet-of.ts'

interface DatedFactJson {
  readonly factId: number
  readonly from: string
  /** Prices are a series per resource. */
  readonly resource?: string
}

/** Records one dated fact of a customer. Answers the fact; what was in force in its month before goes to the audit log. */
export async function addFact<Fact extends DatedFactJson>(
  write: Write,
  request: Context<HttpEnvironment, string>,
  { id, note }: { readonly id: string; readonly note: string | undefined },
  factsOf: (sheet: FactSheetJson) => readonly Fact[],
  record: (tx: Database, attribution: Attribution) => Promise<void>,
) {
  requireCustomer(request.get('apiKey'), id)
  return write(request, { customer: id, note }, async (tx, attribution) => {
    await lockCustomers(tx, [id]) // nobody else adds to what is known
    const known = factsOf(await factSheetOf(tx, id))
    await record(tx, attribution)
    const fact = factsOf(await factSheetOf(tx, id)).at(-1)
    if (fact === undefined || known.some(({ factId }) => factId === fact.factId))
      throw new Error('broken invariant: a fact was not recorded')
    return { status: 201, body: fact, before: inForce(known, fact) }
  })
}

/** The latest `from` not after the fact's; of two with the same `from`, the one recorded later (R3). */
function inForce<Fact extends DatedFactJson>(known: readonly Fact[], { from, resource }: Fact): Fact | null {
  const earlier = known.filter((each) => each.from <= from && each.resource === resource)
  return (
    earlier
      .toSorted((one, other) =>
        one.from < other.from ? -1 : one.from > other.from ? 1 : one.factId - other.factId,
      )
      .at(-1) ?? null
  )
}
