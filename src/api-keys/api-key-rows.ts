import type { Database } from '../database/client.ts'
import { instantOfTimestamp } from '../database/instant-of-timestamp.ts'
import type { ApiKey, ApiScope } from './api-key.ts'

export interface ApiKeyRow {
  readonly key_id: string
  readonly name: string
  readonly scopes: readonly ApiScope[]
  readonly customers: readonly string[] | null
  readonly expires_at: string | null
  readonly requests_per_second: number
  readonly created_at: string
  readonly created_by: string
  readonly revoked_at: string | null
}

/** Of `api_keys k left join api_key_revocations r using (key_id)`. */
export function apiKeyColumns({ sql }: Database) {
  return sql`key_id, k.name, k.scopes, k.customers, k.expires_at::text, k.requests_per_second,
    k.recorded_at::text as created_at,
    k.recorded_by as created_by, r.recorded_at::text as revoked_at`
}

export function apiKeyOfRow(row: ApiKeyRow): ApiKey {
  return {
    keyId: row.key_id,
    name: row.name,
    scopes: row.scopes,
    customers: row.customers,
    expiresAt: row.expires_at === null ? null : instantOfTimestamp(row.expires_at),
    requestsPerSecond: row.requests_per_second,
    createdAt: instantOfTimestamp(row.created_at),
    createdBy: row.created_by,
    revokedAt: row.revoked_at === null ? null : instantOfTimestamp(row.revoked_at),
  }
}
