import type { Instant } from '../../rules/instant.ts'

/** `ingest` sends events, `read` asks, `operate` does everything that a clerk does. */
export const apiScopes = ['ingest', 'read', 'operate'] as const
export type ApiScope = (typeof apiScopes)[number]

/** What a key may ask a second, unless it is made for more. */
export const requestsPerSecondDefault = 2_000

/** A key of our own HTTP API, without its secret. */
export interface ApiKey {
  readonly keyId: string
  readonly name: string
  readonly scopes: readonly ApiScope[]
  /** The customers that it may ask and tell about; null is all. */
  readonly customers: readonly string[] | null
  readonly expiresAt: Instant | null
  /** More requests in a second are refused. */
  readonly requestsPerSecond: number
  readonly createdAt: Instant
  readonly createdBy: string
  readonly revokedAt: Instant | null
}
