// What lets a customer's calls through: one call per thing that happens.
import { createIdentifier, type CreatedIdentifier } from '../../src/access/identifiers/create-identifier.ts'
import { recordRightChanges } from '../../src/access/rights/record-right-changes.ts'
import { recordUserRole } from '../../src/access/users/record-user-role.ts'
import type { UserRole } from '../../src/access/users/user-role.ts'
import { atomically } from '../../src/database/atomically.ts'
import type { Database } from '../../src/database/client.ts'
import { clerk } from '../invoicing/books.ts'
import { trialSealingKeys } from './identifiers/trial-sealing-keys.ts'

/** A right by its customer: of a resource (null: every one), general unless an integration is named. */
export interface TestRight {
  readonly customer: string
  readonly resource: string | null
  readonly allowed?: boolean
  readonly integration?: string
}

export async function changeRight(db: Database, right: TestRight, at: string): Promise<void> {
  const { customer, resource, allowed = true, integration = null } = right
  await atomically(db, (tx) =>
    recordRightChanges(tx, customer, [{ integration, resource, allowed }], clerk(at)),
  )
}

export async function letAct(
  db: Database,
  user: string,
  customer: string,
  at: string,
  role: UserRole | null = 'user',
): Promise<void> {
  await atomically(db, (tx) => recordUserRole(tx, { customer, user, role }, clerk(at)))
}

/** Sealed under `trialSealingKeys()`. */
export async function newIdentifier(db: Database, user: string, at: string): Promise<CreatedIdentifier> {
  return atomically(db, (tx) => createIdentifier(tx, trialSealingKeys(), user, clerk(at)))
}
