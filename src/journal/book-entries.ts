import { formatInstant } from '../../rules/instant.ts'
import type { JournalLine } from '../../rules/journal-entry.ts'
import { formatMoney } from '../../rules/money.ts'
import type { Attribution } from '../database/attribution.ts'
import type { Database } from '../database/client.ts'

/** A ledger booking; the voucher names what is behind it: `2026-0000001`, `2026-0000001:overpayment`, `payment:7`. */
export interface JournalEntry {
  readonly customer: string
  readonly voucher: string
  /** `2026-04-03`. */
  readonly date: string
  readonly lines: readonly JournalLine[]
}

/** Books the entries, each customer's in the order given; the database refuses one that does not balance. */
export async function bookEntries(
  tx: Database,
  entries: readonly JournalEntry[],
  attribution: Attribution,
): Promise<void> {
  if (entries.length === 0) return
  await tx.sql`
    insert into journal_entries (customer_id, voucher, entry_date, recorded_at, recorded_by, note)
    select customer_id, voucher, entry_date::date, ${formatInstant(attribution.recordedAt)}::timestamptz,
      ${attribution.recordedBy}, ${attribution.note}
    from unnest(${entries.map(({ customer }) => customer)}::text[], ${entries.map(({ voucher }) => voucher)}::text[],
      ${entries.map(({ date }) => date)}::text[]) with ordinality as e (customer_id, voucher, entry_date, place)
    order by place`
  await tx.sql`
    insert into journal_lines (customer_id, voucher, line_number, account, debit, credit, usage_month, vat_treatment,
      vat_rate)
    select customer_id, voucher, line_number, account::account, debit, credit, usage_month,
      vat_treatment::vat_treatment, vat_rate
    from json_to_recordset(${JSON.stringify(entries.flatMap(lineRows))}::text::json) as l (customer_id text, voucher text,
      line_number int, account text, debit numeric, credit numeric, usage_month date, vat_treatment text, vat_rate numeric)`
}

function lineRows({ customer, voucher, lines }: JournalEntry) {
  return lines.map((line, index) => ({
    customer_id: customer,
    voucher,
    line_number: index + 1,
    account: line.account,
    debit: formatMoney(line.debit),
    credit: formatMoney(line.credit),
    usage_month: line.usageMonth === undefined ? null : `${line.usageMonth}-01`,
    vat_treatment: line.vatTreatment ?? null,
    vat_rate: line.vatRate?.toFixed() ?? null,
  }))
}
