import { earlierMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { ruleSet } from '../../rules/rule-set.ts'
import type { Attribution } from '../database/attribution.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import type { RunSetup } from './customer-month.ts'
import { helsinkiDate } from '../clock/helsinki-date.ts'
import { completeRun, findRun, startRun, type InvoiceRun } from './invoice-run.ts'
import { issueBlock } from './issue-block.ts'
import { loadCustomerBlock } from './load-month.ts'
import { planInvoice } from './plan-invoice.ts'
import { refuseSampleLists } from './refuse-sample-lists.ts'
import { loadBooks, setUpRun, type Books } from './run-months.ts'

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
  if (found !== undefined) refuseOtherRules(found)
  const books = await loadBooks(db)
  refuseOutOfOrder(month, books)
  const setup = await setUpRun(db, month, books)
  if (found === undefined && !options.allowSample) await refuseSampleLists(db, setup)
  const issueDate = helsinkiDate(attribution.recordedAt)
  let run = await startRun(db, month, { issueDate, sampleAllowed: options.allowSample }, attribution)
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
  const block = await oneSnapshot(db, (tx) => loadCustomerBlock(tx, setup, run.issuedUpTo, run.startedAt))
  if (block.length === 0) return true
  const planned = block.map((customer) => ({ customer, plan: planInvoice(customer, setup) }))
  await issueBlock(db, run, setup.priceLists, planned, attribution)
  options.onProgress?.(block.length)
  return false
}

/** What is recorded meanwhile is seen by all of the work's reads, or by none: an opening never without its calls. */
function oneSnapshot<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return atomically(db, work, { isolation: 'repeatable read', readOnly: true })
}

function interruption({ month, issuedUpTo }: InvoiceRun): BillingError {
  const where = issuedUpTo === null ? 'before the first customer' : `after customer ${issuedUpTo}`
  return new BillingError(
    'interrupted',
    `The run of ${month} was interrupted ${where}; what is issued stands. Go on with: npx laskuri invoice run ${month}`,
    { retryable: true },
  )
}

/** A run is issued under one reading of the rules: who started it under another one finishes it with that program. */
function refuseOtherRules({ month, ruleSet: startedUnder }: InvoiceRun): void {
  if (startedUnder === ruleSet) return
  throw new BillingError(
    'run-out-of-order',
    `The run of ${month} was started under the rule set ${startedUnder}, and this program has ${ruleSet}: finish it with the program that started it`,
    { details: { month, startedUnder, ruleSet } },
  )
}

function refuseOutOfOrder(month: BillingMonth, books: Books): void {
  const details = { month, ...books }
  if (month >= books.oldestOpenMonth)
    throw new BillingError(
      'run-out-of-order',
      `${month} is not closed; a run issues a closed month (preview works any time). Next: npx laskuri close-month ${earlierMonth(month, books.oldestOpenMonth)}`,
      { details },
    )
}
