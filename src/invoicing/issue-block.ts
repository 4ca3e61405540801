import type { BillingMonth } from '../../rules/billing-month.ts'
import { formatDocumentNumber, lastDocumentNumber, type DocumentNumber } from '../../rules/document-number.ts'
import type { DocumentKind } from '../../rules/invoice.ts'
import { journalLinesOf } from '../../rules/journal-entry.ts'
import type { RecordedPriceList } from '../../rules/price-list.ts'
import type { Attribution } from '../database/attribution.ts'
import { atomically } from '../database/atomically.ts'
import type { Database } from '../database/client.ts'
import { BillingError } from '../errors/billing-error.ts'
import { bookEntries, type JournalEntry } from '../journal/book-entries.ts'
import { lockReceivables } from '../journal/lock-receivables.ts'
import { settleDocuments } from '../payments/settle-documents.ts'
import type { CustomerMonth } from './customer-month.ts'
import type { IssuedDocument } from './document-record.ts'
import { insertDocuments } from './insert-documents.ts'
import { insertHolds } from './insert-holds.ts'
import type { InvoiceRun } from './invoice-run.ts'
import type { InvoicePlan } from './plan-invoice.ts'

/** A customer and what its run plans for it. */
export interface PlannedCustomer {
  readonly customer: CustomerMonth
  readonly plan: InvoicePlan
}

/**
 * Issues a block of customers in one database transaction: numbers, documents, lines, journal entries, the use of
 * overpayments, holds, and how far the run has come. False, with nothing written, when another process has issued from the same place meanwhile.
 */
export async function issueBlock(
  db: Database,
  run: InvoiceRun,
  priceLists: readonly RecordedPriceList[],
  block: readonly PlannedCustomer[],
  attribution: Attribution,
): Promise<boolean> {
  const last = block.at(-1)
  if (last === undefined) return true
  return atomically(db, async (tx) => {
    if (!(await isStillAt(tx, run))) return false
    await lockReceivables(tx)
    const issued = withNumbers(block, await lastNumbers(tx, run.year), run)
    await insertDocuments(tx, issued, run, priceLists, attribution)
    const entries = issued.map((document) => entryOf(document, run.issueDate))
    await bookEntries(tx, entries, attribution)
    await settleDocuments(tx, entries, attribution)
    await insertHolds(tx, block, run.month)
    await tx.sql`
      update invoice_runs set issued_up_to = ${last.customer.buyer.customer} where month = ${`${run.month}-01`}::date`
    return true
  })
}

function entryOf({ number, invoice }: IssuedDocument, date: string): JournalEntry {
  return {
    customer: invoice.customer,
    voucher: formatDocumentNumber(number),
    date,
    lines: journalLinesOf(invoice),
  }
}

/** Locks the run: blocks of one run are issued one after the other, whoever issues them. */
async function isStillAt(tx: Database, run: InvoiceRun): Promise<boolean> {
  const [row] = await tx.sql<{ issued_up_to: string | null; is_complete: boolean }[]>`
    select issued_up_to, completed_at is not null as is_complete from invoice_runs
    where month = ${`${run.month}-01`}::date for update`
  return row !== undefined && !row.is_complete && row.issued_up_to === run.issuedUpTo
}

async function lastNumbers(tx: Database, year: number): Promise<ReadonlyMap<DocumentKind, number>> {
  const rows = await tx.sql<{ kind: DocumentKind; number: number }[]>`
    select kind::text, max(number) as number from document_numbers where year = ${year} group by kind`
  return new Map(rows.map(({ kind, number }) => [kind, number]))
}

function withNumbers(
  block: readonly PlannedCustomer[],
  lastUsed: ReadonlyMap<DocumentKind, number>,
  { year, month }: InvoiceRun,
): readonly IssuedDocument[] {
  const next = new Map(lastUsed)
  return block.flatMap(({ customer, plan: { invoice, corrects } }) => {
    if (invoice === undefined) return []
    const number = (next.get(invoice.kind) ?? 0) + 1
    next.set(invoice.kind, number)
    return [
      {
        number: numberWithin({ kind: invoice.kind, year, number }, month),
        invoice,
        corrects,
        buyer: customer.buyer,
      },
    ]
  })
}

function numberWithin(number: DocumentNumber, month: BillingMonth): DocumentNumber {
  if (number.number <= lastDocumentNumber) return number
  throw new BillingError(
    'number-series-exhausted',
    `The run of ${month} needs more than ${lastDocumentNumber} numbers in the ${number.kind} series of ${number.year}`,
  )
}
