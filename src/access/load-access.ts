import type { ApiOpening } from '../../rules/api-access.ts'
import { requireCustomers } from '../customers/require-customers.ts'
import type { Database } from '../database/client.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import { listIdentifiers, type ApiIdentifier } from './identifiers/list-identifiers.ts'
import { loadOpenings } from './load-openings.ts'
import { loadRightChanges, type RecordedRightChange } from './rights/load-right-changes.ts'
import { loadUserRoles, type ActingUser } from './users/load-user-roles.ts'

/** Everything that decides a customer's calls beside its service terms. */
export interface CustomerAccess {
  readonly openings: readonly ApiOpening[]
  /** In the order of recording. */
  readonly rights: readonly RecordedRightChange[]
  readonly users: readonly ActingUser[]
  /** Of those who act for the customer, or once did. */
  readonly identifiers: readonly ApiIdentifier[]
}

/** Refuses with `unknown-customer`. */
export function loadAccess(db: Database, customer: string): Promise<CustomerAccess> {
  return inSnapshot(db, async (tx) => {
    await requireCustomers(tx, [customer])
    const users = await loadUserRoles(tx, { customer })
    return {
      openings: (await loadOpenings(tx, [customer])).get(customer) ?? [],
      rights: await loadRightChanges(tx, customer),
      users,
      identifiers: await listIdentifiers(
        tx,
        users.map(({ user }) => user),
      ),
    }
  })
}
