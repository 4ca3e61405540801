import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { customerId, recorded, userId } from '../columns.ts'

/** The register of users: one may act for several customers, so they stand apart from the customers' shards. */
export const users = pgTable('users', { userId: userId('user_id').primaryKey(), ...recorded })

/** As what a user acts for a customer, numbered from 1 for the two; without a role: no longer. */
export const userRoles = pgTable(
  'user_roles',
  {
    customerId: customerId('customer_id').notNull(),
    userId: userId('user_id').notNull(),
    changeNumber: integer('change_number').notNull(),
    role: text('role'),
    ...recorded,
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.userId, table.changeNumber] }),
    index('user_roles_user').on(table.userId),
  ],
)

/** Identifiers that integrations call with: any number per user, never changed. */
export const apiIdentifiers = pgTable(
  'api_identifiers',
  {
    identifierId: text('identifier_id').primaryKey(),
    userId: userId('user_id').notNull(),
    /** SHA-256 of the key, in hex: whatever becomes of the sealed one, it is this key or none. */
    keyHash: text('key_hash').notNull(),
    ...recorded,
  },
  (table) => [index('api_identifiers_user').on(table.userId)],
)

/** Their keys, sealed: a new sealing key seals them again, and nothing else ever changes here. */
export const identifierKeys = pgTable('identifier_keys', {
  identifierId: text('identifier_id').primaryKey(),
  /** AES-256-GCM for this identifier alone: 12 bytes of nonce, the ciphertext, 16 bytes of tag; in base64. */
  sealed: text('sealed').notNull(),
  /** Which sealing key: the beginning of its hash. */
  sealedUnder: text('sealed_under').notNull(),
  /** How often it was sealed. */
  sealing: integer('sealing').notNull(),
  ...recorded,
})
