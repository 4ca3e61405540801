import type { Database } from '../../../src/database/client.ts'
import type { Document, IssuedLine } from '../../../src/documents/document.ts'
import { readDocuments } from '../../../src/documents/read-documents.ts'
import { formatMoney } from '../../../rules/money.ts'
import type { QuantityAndNet } from '../../../rules/difference.ts'
import type { EventSet } from '../../../rules/event-set.ts'
import type { Seen, SeenDocument, SeenLine } from '../naive/seen.ts'
import { holdInWords } from './hold-in-words.ts'

/** What the runs have left behind in the database. */
export async function see(db: Database): Promise<Seen> {
  const documents = (await readDocuments(db, {})).map(seenDocument)
  const holds = await db.sql<HoldRow[]>`
    select to_char(billing_month, 'YYYY-MM') as month, customer_id as customer,
      to_char(usage_month, 'YYYY-MM') as used, details || jsonb_build_object('reason', reason) as reason
    from holds`
  const bookings = await db.sql<{ booking: string }[]>`
    select concat_ws(' ', entry_date, voucher, account, to_char(usage_month, 'YYYY-MM'), vat_treatment,
      trim_scale(vat_rate), debit - credit) as booking
    from journal_entries join journal_lines using (customer_id, voucher)`
  return {
    documents,
    holds: holds
      .map((hold) => `${hold.month} ${hold.customer} ${hold.used} ${holdInWords(hold.reason)}`)
      .toSorted(),
    bookings: bookings.map(({ booking }) => booking).toSorted(),
  }
}

interface HoldRow {
  readonly month: string
  readonly customer: string
  readonly used: string
  readonly reason: Parameters<typeof holdInWords>[0]
}

function seenDocument(document: Document): SeenDocument {
  const { number, kind, customer, month, issueDate, dueDate, buyer, corrects } = document
  return {
    number,
    kind,
    customer,
    month,
    issueDate,
    dueDate,
    buyer: buyer.name,
    corrects,
    lines: document.lines.map(seenLine),
    vatGroups: document.vatGroups.map(({ treatment, rate, base, vat }) => ({
      group: `${treatment} ${rate.toFixed()}`,
      base: formatMoney(base),
      vat: formatMoney(vat),
    })),
    net: formatMoney(document.net),
    vat: formatMoney(document.vat),
    gross: formatMoney(document.gross),
  }
}

function seenLine(line: IssuedLine): SeenLine {
  return {
    usageMonth: line.usageMonth,
    charge: line.charge,
    quantity: line.quantity.toFixed(),
    net: formatMoney(line.net),
    before: inWords(line.before, line.events?.before),
    after: inWords(line.after, line.events?.after),
    vat: `${line.vatTreatment} ${line.vatRate.toFixed()}`,
    list: line.listId ?? null,
  }
}

function inWords({ quantity, net }: QuantityAndNet, events: EventSet | undefined): string {
  return `${quantity.toFixed()} for ${formatMoney(net)}, ${events?.count} events`
}
