import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { customerId, instant, recorded } from '../columns.ts'

/** Keys of our own HTTP API. The secret is shown once and kept as a hash. */
export const apiKeys = pgTable('api_keys', {
  keyId: text('key_id').primaryKey(),
  name: text('name').notNull(),
  /** SHA-256 of the secret, in hex. */
  secretHash: text('secret_hash').notNull(),
  scopes: text('scopes').array().notNull(),
  /** The customers that it may ask and tell about; null is all. */
  customers: text('customers').array(),
  expiresAt: instant('expires_at'),
  requestsPerSecond: integer('requests_per_second').notNull(),
  ...recorded,
})

export const apiKeyRevocations = pgTable('api_key_revocations', {
  keyId: text('key_id').primaryKey(),
  ...recorded,
})

/** Every write that came over HTTP: who, what, and the state before and after. */
export const auditLog = pgTable(
  'audit_log',
  {
    auditId: bigint('audit_id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    keyId: text('key_id').notNull(),
    /** As the route is documented: `POST /v1/customers/{id}/terms`. */
    action: text('action').notNull(),
    customerId: customerId('customer_id'),
    before: jsonb('before'),
    after: jsonb('after'),
    ...recorded,
  },
  (table) => [index('audit_log_customer').on(table.customerId, table.auditId)],
)

/** Answers to writes, by the caller's `Idempotency-Key`: a repeat gets the same one. */
export const idempotentAnswers = pgTable(
  'idempotent_answers',
  {
    keyId: text('key_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    /** SHA-256 of method, path and body, in hex: another request under the same key is refused. */
    requestHash: text('request_hash').notNull(),
    status: integer('status').notNull(),
    body: jsonb('body').notNull(),
    ...recorded,
  },
  (table) => [primaryKey({ columns: [table.keyId, table.idempotencyKey] })],
)
