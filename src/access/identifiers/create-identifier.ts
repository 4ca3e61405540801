import { randomBytes } from 'node:crypto'
import type { Attribution } from '../../database/attribution.ts'
import type { Database } from '../../database/client.ts'
import { apiIdentifiers, identifierKeys } from '../../database/schema/users.ts'
import { requireUser } from '../users/require-user.ts'
import { keyHashOf, sealKey } from './sealed-key.ts'
import type { SealingKeys } from './sealing-keys.ts'

export interface CreatedIdentifier {
  readonly identifier: string
  /** The secret half, never to be seen again. */
  readonly key: string
}

/**
 * Creates an API identifier of a user: one more, whatever there are. It is never changed or deleted, and works for every
 * customer that the user acts for. Refuses with `unknown-user`.
 */
export async function createIdentifier(
  tx: Database,
  keys: SealingKeys,
  user: string,
  attribution: Attribution,
): Promise<CreatedIdentifier> {
  await requireUser(tx, user)
  const identifier = `li_${randomBytes(10).toString('hex')}`
  const key = `lik_${randomBytes(32).toString('base64url')}`
  await tx.orm
    .insert(apiIdentifiers)
    .values({ identifierId: identifier, userId: user, keyHash: keyHashOf(key), ...attribution })
  await tx.orm
    .insert(identifierKeys)
    .values({ ...sealKey(identifier, key, keys.current), sealing: 1, ...attribution })
  return { identifier, key }
}
