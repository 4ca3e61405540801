import type { Instant } from '../../rules/instant.ts'
import type { Database } from '../database/client.ts'
import type { ApiKey } from './api-key.ts'
import { apiKeyOfRow, apiKeyColumns, type ApiKeyRow } from './api-key-rows.ts'
import { isSecretOf, parseKey } from './key-secret.ts'

export type FoundApiKey =
  | { readonly kind: 'valid'; readonly key: ApiKey }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'expired' }

/** The key behind what a caller shows. A wrong secret and an unknown id are the same answer, in the same time. */
export async function findApiKey(db: Database, shown: string, now: Instant): Promise<FoundApiKey> {
  const parsed = parseKey(shown)
  const [row] = await db.sql<(ApiKeyRow & { secret_hash: string })[]>`
    select ${apiKeyColumns(db)}, k.secret_hash from api_keys k left join api_key_revocations r using (key_id)
    where key_id = ${parsed?.keyId ?? ''}`
  const isRight = isSecretOf(parsed?.secret ?? '', row?.secret_hash ?? nobodysHash)
  if (row === undefined || !isRight) return { kind: 'unknown' }
  const key = apiKeyOfRow(row)
  if (key.revokedAt !== null) return { kind: 'revoked' }
  if (key.expiresAt !== null && key.expiresAt <= now) return { kind: 'expired' }
  return { kind: 'valid', key }
}

const nobodysHash = '0'.repeat(64)
