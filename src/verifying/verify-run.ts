import type { BillingMonth } from '../../rules/billing-month.ts'
import type { RecordedPriceList } from '../../rules/price-list.ts'
import { ruleSetHashes } from '../../rules/rule-set.ts'
import type { Database } from '../database/client.ts'
import type { CustomerMonth, RunSetup } from '../invoicing/customer-month.ts'
import { documentRecord, type DocumentRecord } from '../invoicing/document-record.ts'
import { findRun, type InvoiceRun } from '../invoicing/invoice-run.ts'
import { planInvoice, type InvoicePlan } from '../invoicing/plan-invoice.ts'
import { compareDocuments } from './compare-documents.ts'
import { compareEntries } from './compare-entries.ts'
import { compareHolds, storedHolds } from './compare-holds.ts'
import { customerBlocks, type CustomerBlock } from './customer-blocks.ts'
import type { Report } from './difference.ts'
import { storedDocuments, type StoredDocument } from './stored-documents.ts'
import { storedEntries } from './stored-entries.ts'

export interface RunToVerify {
  readonly month: BillingMonth
  readonly firstMonth: BillingMonth
  readonly priceLists: readonly RecordedPriceList[]
  /** Of this customer alone. */
  readonly customer?: string | undefined
}

/** How much of a run was compared. */
export interface VerifiedRun {
  readonly documents: number
  readonly lines: number
}

/**
 * Makes every document of a month's run anew, from the facts and the events themselves as they were known at its close,
 * and compares it, its holds and its booking with the stored ones: the run's own code, with a comparison as the last step.
 */
export async function verifyRun(
  db: Database,
  { month, firstMonth, priceLists, customer }: RunToVerify,
  report: Report,
  onProgress: (customers: number) => void,
): Promise<VerifiedRun> {
  const run = await findRun(db, month)
  let [documents, lines] = [0, 0]
  if (run === undefined) return { documents, lines }
  const setup: RunSetup = { months: [month], firstMonth, priceLists, countedFrom: 'events' }
  for await (const block of customerBlocks(db, setup, run, customer)) {
    const stored = await storedDocuments(db, month, block.span)
    await verifyBlock(db, run, setup, block, stored, report)
    documents += stored.size
    for (const { record } of stored.values()) lines += record.lines.length
    onProgress(block.customers.length)
  }
  return { documents, lines }
}

async function verifyBlock(
  db: Database,
  run: InvoiceRun,
  setup: RunSetup,
  { customers, issued, span }: CustomerBlock,
  stored: ReadonlyMap<string, StoredDocument>,
  report: Report,
): Promise<void> {
  const holds = await storedHolds(db, run.month, span)
  const entries = await storedEntries(db, run.month, span)
  const plans = new Map(issued.map((customer) => [customer.buyer.customer, planned(customer, setup)]))
  const known = new Set([...customers.map(({ buyer }) => buyer.customer), ...stored.keys(), ...holds.keys()])
  for (const customer of known) {
    const about = { month: run.month, customer }
    const plan = plans.get(customer)
    const document = stored.get(customer)
    const expected = plan === undefined ? undefined : expectedRecord(plan, document, run, setup)
    compareDocuments(about, expected, document).forEach(report)
    compareHolds(about, plan?.plan.holds ?? [], holds.get(customer) ?? {}).forEach(report)
    if (document !== undefined && plan?.plan.invoice !== undefined)
      compareEntries(
        { ...about, document: document.record.number },
        plan.plan.invoice,
        run.issueDate,
        entries.get(customer),
      ).forEach(report)
  }
}

interface Planned {
  readonly customer: CustomerMonth
  readonly plan: InvoicePlan
}

function planned(customer: CustomerMonth, setup: RunSetup): Planned {
  return { customer, plan: planInvoice(customer, setup) }
}

/**
 * Numbers are compared apart, as a series: the document keeps its own here. So are price lists: what it committed to is
 * compared with the lists once, not document by document.
 */
function expectedRecord(
  { customer: { buyer }, plan: { invoice, corrects } }: Planned,
  stored: StoredDocument | undefined,
  run: InvoiceRun,
  { priceLists }: RunSetup,
): DocumentRecord | undefined {
  if (invoice === undefined) return undefined
  const number = { kind: invoice.kind, year: run.year, number: stored?.number.number ?? 0 }
  const { ruleSet } = run
  const rules = { ruleSet, ruleSetHash: ruleSetHashes[ruleSet] ?? 'no such rule set is known' }
  const record = documentRecord({ number, invoice, corrects, buyer }, run.issueDate, priceLists, rules)
  const committed = stored?.record.priceLists ?? record.priceLists
  return {
    ...record,
    priceLists: record.priceLists.map(
      (list) => committed.find(({ listId }) => listId === list.listId) ?? list,
    ),
  }
}
