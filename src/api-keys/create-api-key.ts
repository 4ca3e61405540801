import { formatInstant, type Instant } from '../../rules/instant.ts'
import { requireCustomers } from '../customers/require-customers.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import { apiKeys } from '../database/schema/api.ts'
import { requestsPerSecondDefault, type ApiScope } from './api-key.ts'
import { newKey } from './key-secret.ts'

export interface NewApiKey {
  readonly name: string
  readonly scopes: readonly ApiScope[]
  /** Null is all. */
  readonly customers: readonly string[] | null
  readonly expiresAt: Instant | null
  readonly requestsPerSecond?: number
}

/**
 * Creates a key. `shown` is the whole key, never to be seen again: only a hash of its secret is kept. Refuses one that would
 * have expired already.
 */
export async function createApiKey(
  tx: Database,
  { name, scopes, customers, expiresAt, requestsPerSecond = requestsPerSecondDefault }: NewApiKey,
  attribution: Attribution,
): Promise<{ readonly keyId: string; readonly shown: string }> {
  if (expiresAt !== null && expiresAt <= attribution.recordedAt)
    throw new BillingError(
      'invalid-input',
      `The key would have expired already, at ${formatInstant(expiresAt)}. Give a later time`,
    )
  if (customers !== null) await requireCustomers(tx, customers)
  const { shown, keyId, secretHash } = newKey()
  await tx.orm.insert(apiKeys).values({
    keyId,
    name,
    secretHash,
    scopes: [...scopes],
    customers: customers === null ? null : [...customers],
    expiresAt,
    requestsPerSecond,
    ...attribution,
  })
  return { keyId, shown }
}
