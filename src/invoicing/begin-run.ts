import { earlierMonth, type BillingMonth } from '../../rules/billing-month.ts'
import { ruleSet } from '../../rules/rule-set.ts'
import { helsinkiDate } from '../clock/helsinki-date.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import { findRun, startRun, type InvoiceRun } from './invoice-run.ts'
import { refuseSampleLists } from './refuse-sample-lists.ts'
import { loadBooks, setUpRun, type Books } from './run-months.ts'

/**
 * Starts the run of a closed month, or finds it as an earlier start left it. Refuses a month that is not closed with
 * `run-out-of-order`, and to issue from a sample price list with `sample-price-list` unless that is allowed.
 */
export async function beginRun(
  db: Database,
  month: BillingMonth,
  { allowSample }: { readonly allowSample: boolean },
  attribution: Attribution,
): Promise<InvoiceRun> {
  const found = await findRun(db, month)
  if (found !== undefined) {
    if (!found.isComplete) refuseOtherRules(found)
    return found
  }
  const books = await loadBooks(db)
  refuseOutOfOrder(month, books)
  const setup = await setUpRun(db, month, books)
  if (!allowSample) await refuseSampleLists(db, setup)
  const issueDate = helsinkiDate(attribution.recordedAt)
  return startRun(db, month, { issueDate, sampleAllowed: allowSample }, attribution)
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
