import type { Database } from '../database/client.ts'

/**
 * Makes the caller the only one who settles receivables until its database transaction ends: a payment and an invoice
 * never use one overpayment both. Taken after the lock of a run, and last.
 */
export async function lockReceivables(tx: Database): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtext('laskuri receivables'))`
}
