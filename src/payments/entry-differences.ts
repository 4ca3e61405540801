import { formatMoney } from '../../rules/money.ts'
import type { Database } from '../database/client.ts'
import { inSnapshot } from '../database/in-snapshot.ts'
import { expectedEntries, type ExpectedEntry } from './expected-entries.ts'
import { loadBookings } from './load-bookings.ts'

/** An entry of the journal that is not what the customer's documents and payments make it. */
export interface EntryDifference {
  readonly customer: string
  readonly voucher: string
  /** `2026-04-20 bank 86.60 0.00, receivables 0.00 86.60`; undefined when there must be no such entry. */
  readonly expected: string | undefined
  /** Undefined when it is missing. */
  readonly booked: string | undefined
}

/**
 * Where the journal's entries about payments and overpayments differ from what the customers' documents and payments, in
 * the order of booking, must have made; empty when nothing differs. Documents' own entries are not looked at.
 */
export async function entryDifferences(
  db: Database,
  customers: readonly string[],
): Promise<readonly EntryDifference[]> {
  return inSnapshot(db, async (tx) => {
    const bookingsOf = await loadBookings(tx, customers)
    const booked = await loadSettlements(tx, customers)
    return customers.flatMap((customer) =>
      differencesOf(customer, expectedEntries(bookingsOf(customer)), booked.get(customer) ?? new Map()),
    )
  })
}

function differencesOf(
  customer: string,
  entries: readonly ExpectedEntry[],
  booked: ReadonlyMap<string, string>,
): readonly EntryDifference[] {
  const expected = new Map(entries.map((entry) => [entry.voucher, textOf(entry)]))
  return [...new Set([...expected.keys(), ...booked.keys()])]
    .map((voucher) => ({
      customer,
      voucher,
      expected: expected.get(voucher),
      booked: booked.get(voucher),
    }))
    .filter((each) => each.expected !== each.booked)
}

function textOf({ date, lines }: ExpectedEntry): string {
  const sides = lines.map(
    ({ account, debit, credit }) => `${account} ${formatMoney(debit)} ${formatMoney(credit)}`,
  )
  return `${date} ${sides.join(', ')}`
}

/** The booked entries in the words of `textOf`, by customer and voucher. */
async function loadSettlements(
  db: Database,
  customers: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const rows = await db.sql<{ customer_id: string; voucher: string; text: string }[]>`
    select e.customer_id, e.voucher,
      e.entry_date || ' ' || coalesce(string_agg(l.account || ' ' || l.debit || ' ' || l.credit
        || coalesce(' of ' || to_char(l.usage_month, 'YYYY-MM'), '') || coalesce(' ' || l.vat_treatment, '')
        || coalesce(' ' || trim_scale(l.vat_rate) || ' %', ''), ', ' order by l.line_number), '') as text
    from journal_entries e left join journal_lines l on l.customer_id = e.customer_id and l.voucher = e.voucher
    where e.customer_id = any(${customers}::text[]) and (e.voucher like 'payment:%' or e.voucher like '%:overpayment')
    group by e.customer_id, e.voucher, e.entry_date`
  const byCustomer = Map.groupBy(rows, (row) => row.customer_id)
  return new Map(
    [...byCustomer].map(([customer, own]) => [customer, new Map(own.map((row) => [row.voucher, row.text]))]),
  )
}
