import type { BillingMonth } from '../../rules/billing-month.ts'
import type { InvoiceValue } from '../../rules/invoice.ts'
import { journalLinesOf, type JournalLine } from '../../rules/journal-entry.ts'
import { formatMoney } from '../../rules/money.ts'
import type { Difference } from './difference.ts'
import type { EntryLineRecord } from './stored-entries.ts'
import { valueDifferences } from './value-differences.ts'

/** Where the booking of a document is not what the rules book for the document that the facts give. */
export function compareEntries(
  about: { readonly month: BillingMonth; readonly customer: string; readonly document: string },
  invoice: InvoiceValue,
  booked: readonly EntryLineRecord[],
): readonly Difference[] {
  const expected = journalLinesOf(invoice).map(entryLineRecord)
  return valueDifferences(expected, booked).map(({ path: [index, ...rest], ...values }) => ({
    thing: 'journal',
    ...about,
    where: `entry ${about.document}, line ${Number(index) + 1}${rest.length === 0 ? '' : `: ${rest.join(' ')}`}`,
    ...values,
  }))
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
