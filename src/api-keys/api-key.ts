import type { Instant } from '../../rules/instant.ts'

/** `ingest` sends events, `read` asks, `operate` does everything that a clerk does. */
export const apiScopes = ['ingest', 'read', 'operate'] as const
export type ApiScope = (typeof apiScopes)[number]

/** A key of our own HTTP API, without its secret. */
export interface ApiKey {
  readonly keyId: string
  readonly name: string
  readonly scopes: readonly ApiScope[]
  /** The customers that it may ask and tell about; null is all. */
  readonly customers: readonly string[] | null
  readonly expiresAt: Instant | null
  readonly createdAt: Instant
  readonly createdBy: string
  readonly revokedAt: Instant | null
}
