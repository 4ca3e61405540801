import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { apiKeyRevocations } from '../database/schema/api.ts'
import { BillingError } from '../errors/billing-error.ts'

/** Revokes a key at once and for good. Revoking it again changes nothing. */
export async function revokeApiKey(
  tx: Database,
  keyId: string,
  attribution: Attribution,
): Promise<'revoked' | 'already-revoked'> {
  const [known] = await tx.sql`select from api_keys where key_id = ${keyId}`
  if (known === undefined)
    throw new BillingError('unknown-api-key', `There is no API key ${keyId}. See: npx laskuri api-key list`, {
      details: { keyId },
    })
  const added = await tx.orm
    .insert(apiKeyRevocations)
    .values({ keyId, ...attribution })
    .onConflictDoNothing()
    .returning()
  return added.length > 0 ? 'revoked' : 'already-revoked'
}
