import postgres from 'postgres'
import { expect } from 'vitest'
import type { DatabasePool } from '../../src/database/client.ts'
import { mapDatabaseError } from '../../src/database/map-database-error.ts'
import { BillingError } from '../../src/errors/billing-error.ts'
import type { TestDatabase } from '../database/test-database.ts'

/** What is tried, the statements, and the guarantee that refuses them. */
export type Forbidden = readonly [what: string, statements: string, guarantee: string]

/** A careless superuser is refused by the guarantee's name; the runtime role by that or for want of the privilege. */
export async function expectRefused(
  db: TestDatabase,
  statements: string,
  guarantee: string,
  byRuntime: readonly string[] = [guarantee, 'database-privileges'],
): Promise<void> {
  expect(await refusalOf(db.owner, statements)).toBe(guarantee)
  expect(byRuntime).toContain(await refusalOf(db.runtime, statements))
}

/** Statements that the database takes, to their commit; they are undone. So a refusal beside them is about what it says. */
export async function expectTaken(pool: DatabasePool, statements: string): Promise<void> {
  const undone = `set constraints all immediate; do $$ begin raise exception 'taken, and undone'; end $$`
  expect(await refusalOf(pool, `${statements}; ${undone}`)).toBe('taken, and undone')
}

/** What the database says to the statements in one transaction: the guarantee or constraint, or `done`. */
export async function refusalOf(pool: DatabasePool, statements: string): Promise<string> {
  try {
    await pool.sql.begin(async (tx) => {
      await tx.unsafe(statements)
    })
    return 'done'
  } catch (error) {
    return nameOf(error)
  }
}

export function nameOf(error: unknown): string {
  const mapped = mapDatabaseError(error)
  if (mapped instanceof BillingError)
    return mapped.code === 'guarantee-violated' ? String(mapped.details['guarantee']) : mapped.code
  if (error instanceof postgres.PostgresError) return error.constraint_name ?? error.message
  return String(error)
}
