import type { BillingMonth } from '../../rules/billing-month.ts'
import type { Attribution } from '../database/attribution.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import type { Database } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import type { RunSetup } from './customer-month.ts'
import { beginRun } from './begin-run.ts'
import { completeRun, findRun, type InvoiceRun } from './invoice-run.ts'
import { issueBlock } from './issue-block.ts'
import { loadCustomerBlock } from './load-month.ts'
import { planInvoice } from './plan-invoice.ts'
import { loadBooks, setUpRun } from './run-months.ts'

export interface RunOptions {
  /** Invoice from a price list marked `sample`; what the first start was allowed stands for its repeats. */
  readonly allowSample: boolean
  /** Called with the number of customers dealt with, block by block. */
  readonly onProgress?: (customers: number) => void
  /** Once aborted, the run stops after the block at hand; a repeat goes on from there. */
  readonly interrupted?: AbortSignal
}

/**
 * Issues the documents of a closed month: set-up, then block by block load, plan, issue. Killed or interrupted at any
 * point it can be repeated: it goes on after the last block that committed, with the issue date of the first start. A
 * complete run issues nothing again: the answer is then `already-complete`.
 */
export async function runInvoices(
  db: Database,
  month: BillingMonth,
  options: RunOptions,
  attribution: Attribution,
): Promise<'complete' | 'already-complete'> {
  const found = await findRun(db, month)
  if (found?.isComplete === true) return 'already-complete'
  let run = await beginRun(db, month, options, attribution)
  const setup = await setUpRun(db, month, await loadBooks(db))
  while (!run.isComplete) {
    if (options.interrupted?.aborted === true) throw interruption(run)
    const isAtEnd = await issueNextBlock(db, run, setup, options, attribution)
    if (isAtEnd) await completeRun(db, month, attribution.recordedAt)
    run = (await findRun(db, month)) ?? run
  }
  return 'complete'
}

/** True when no customer was left. */
async function issueNextBlock(
  db: Database,
  run: InvoiceRun,
  setup: RunSetup,
  options: RunOptions,
  attribution: Attribution,
): Promise<boolean> {
  // An opening is never seen without its calls.
  const block = await inSnapshot(db, (tx) => loadCustomerBlock(tx, setup, run.issuedUpTo, run.startedAt))
  if (block.length === 0) return true
  const planned = block.map((customer) => ({ customer, plan: planInvoice(customer, setup) }))
  await issueBlock(db, run, setup.priceLists, planned, attribution)
  options.onProgress?.(block.length)
  return false
}

function interruption({ month, issuedUpTo }: InvoiceRun): BillingError {
  const where = issuedUpTo === null ? 'before the first customer' : `after customer ${issuedUpTo}`
  return new BillingError(
    'interrupted',
    `The run of ${month} was interrupted ${where}; what is issued stands. Go on with: npx laskuri invoice run ${month}`,
    { retryable: true },
  )
}
