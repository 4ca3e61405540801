import type { BillingMonth } from '../../rules/billing-month.ts'
import type { InvoiceValue } from '../../rules/invoice.ts'
import { journalLinesOf, type JournalLine } from '../../rules/journal-entry.ts'
import { formatMoney } from '../../rules/money.ts'
import type { Difference } from './difference.ts'
import type { EntryLineRecord, EntryRecord } from './stored-entries.ts'
import { valueDifferences } from './value-differences.ts'

/** Where the booking of a document is not what the rules book for the document that the facts give. */
export function compareEntries(
  about: { readonly month: BillingMonth; readonly customer: string; readonly document: string },
  invoice: InvoiceValue,
  issueDate: string,
  booked: EntryRecord | undefined,
): readonly Difference[] {
  const expected: EntryRecord = { date: issueDate, lines: journalLinesOf(invoice).map(entryLineRecord) }
  return valueDifferences(expected, booked ?? { lines: [] }).map(({ path, ...values }) => ({
    thing: 'journal',
    ...about,
    where: `entry ${about.document}${placeOf(path)}`,
    ...values,
  }))
}

/** `, line 2: debit`; `: date`. */
function placeOf([first, index, ...rest]: readonly string[]): string {
  if (first !== 'lines') return `: ${first ?? ''}`
  return `, line ${Number(index) + 1}${rest.length === 0 ? '' : `: ${rest.join(' ')}`}`
}

function entryLineRecord(line: JournalLine): EntryLineRecord {
  return {
    account: line.account,
    debit: formatMoney(line.debit),
    credit: formatMoney(line.credit),
    usageMonth: line.usageMonth ?? null,
    vatTreatment: line.vatTreatment ?? null,
    vatRate: line.vatRate?.toFixed() ?? null,
  }
}
