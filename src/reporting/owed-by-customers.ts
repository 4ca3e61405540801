import { minusMoney, moneyOf, noMoney, sumOfMoney, type Money } from '../../rules/money.ts'
import { openItemsOf } from '../../rules/open-documents.ts'
import type { Database } from '../database/client.ts'
import { inChunks } from '../database/in-chunks.ts'
import { loadBookings, type LoadedBooking } from '../payments/load-bookings.ts'

/** What one customer owes and is owed by the journal, and the open documents that it is made of. */
export interface CustomerStanding {
  readonly customer: string
  readonly receivables: Money
  readonly overpayments: Money
  /** Oldest first. */
  readonly documents: readonly OpenDocumentRow[]
  /** True when documents and payments give the same receivables and overpayment as the journal. */
  readonly agrees: boolean
}

export interface OpenDocumentRow {
  readonly number: string
  readonly issueDate: string
  readonly dueDate: string
  readonly gross: Money
  /** Above zero. */
  readonly open: Money
  /** From 0. */
  readonly daysOverdue: number
}

/** Customers that owe or are owed anything, or whose documents and payments differ from the journal; in byte order. */
export async function owedByCustomers(
  db: Database,
  customer: string | undefined,
  today: string,
): Promise<readonly CustomerStanding[]> {
  const rows = await standingRows(db, customer)
  const standings: CustomerStanding[] = []
  for (const chunk of inChunks(rows)) {
    const bookingsOf = await loadBookings(
      db,
      chunk.map((row) => row.customer_id),
    )
    for (const row of chunk) standings.push(standingOf(row, bookingsOf(row.customer_id), today))
  }
  return standings
}

interface StandingRow {
  readonly customer_id: string
  readonly receivables: string
  readonly overpayments: string
}

async function standingRows(
  { sql }: Database,
  customer: string | undefined,
): Promise<readonly StandingRow[]> {
  const own = customer === undefined ? sql`` : sql`and customer_id = ${customer}`
  return sql<StandingRow[]>`
    with booked as (
        select customer_id, coalesce(sum(debit - credit) filter (where account = 'receivables'), 0) as receivables,
          coalesce(sum(credit - debit) filter (where account = 'overpayments'), 0) as overpayments
        from journal_lines where usage_month is null and vat_rate is null ${own} group by 1),
      invoiced as (select customer_id, sum(gross) as gross from documents where true ${own} group by 1),
      paid as (select customer_id, sum(amount) as amount from payments where true ${own} group by 1)
    select customer_id, coalesce(receivables, 0)::text as receivables, coalesce(overpayments, 0)::text as overpayments
    from booked full join invoiced using (customer_id) full join paid using (customer_id)
    where receivables <> 0 or overpayments <> 0
      or coalesce(receivables, 0) - coalesce(overpayments, 0) <> coalesce(gross, 0) - coalesce(amount, 0)
    order by customer_id collate "C"`
}

function standingOf(row: StandingRow, bookings: readonly LoadedBooking[], today: string): CustomerStanding {
  const [receivables, overpayments] = [moneyOf(row.receivables), moneyOf(row.overpayments)]
  const { documents, overpayment } = openItemsOf(bookings)
  const open = new Map(documents.map((each) => [each.number, each.open]))
  return {
    customer: row.customer_id,
    receivables,
    overpayments,
    documents: bookings.flatMap((booking) => {
      const left = booking.kind === 'document' ? (open.get(booking.number) ?? noMoney) : noMoney
      if (booking.kind === 'payment' || left.isZero()) return []
      const { number, date: issueDate, dueDate, gross } = booking
      return [{ number, issueDate, dueDate, gross, open: left, daysOverdue: daysAfter(dueDate, today) }]
    }),
    agrees:
      minusMoney(sumOfMoney([...open.values()]), receivables).isZero() && overpayment.equals(overpayments),
  }
}

/** Dates alone: no time zone has a say. */
function daysAfter(dueDate: string, today: string): number {
  const day = 24 * 60 * 60 * 1000
  return Math.max(0, (Date.parse(`${today}T00:00:00Z`) - Date.parse(`${dueDate}T00:00:00Z`)) / day)
}
